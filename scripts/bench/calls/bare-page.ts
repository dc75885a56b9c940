/** A call between two pages with nothing around it: they speak over a channel of the browser itself. */
const script = `
const channel = new BroadcastChannel('call')
const isCaller = location.hash === '#caller'
const sound = document.querySelector('audio')
const open = () => navigator.mediaDevices.getUserMedia({ audio: true })
let connection = null
let stream = null
let offer = null
let early = []
const connect = () => {
  connection = new RTCPeerConnection()
  connection.onicecandidate = ({ candidate }) => candidate && channel.postMessage({ candidate: candidate.toJSON() })
  connection.ontrack = ({ streams, track }) => { sound.srcObject = streams[0] ?? new MediaStream([track]) }
}
const close = () => {
  connection?.close()
  for (const track of stream?.getTracks() ?? []) track.stop()
  connection = stream = offer = null
  early = []
  document.querySelector('#accept').hidden = true
}
document.querySelector('#ring').onclick = async () => {
  stream = await open()
  connect()
  for (const track of stream.getTracks()) connection.addTrack(track, stream)
  await connection.setLocalDescription()
  channel.postMessage({ offer: connection.localDescription.toJSON() })
}
document.querySelector('#accept').onclick = async () => {
  stream = await open()
  connect()
  await connection.setRemoteDescription(offer)
  for (const track of stream.getTracks()) connection.addTrack(track, stream)
  await connection.setLocalDescription()
  channel.postMessage({ answer: connection.localDescription.toJSON() })
  for (const candidate of early.splice(0)) await connection.addIceCandidate(candidate)
}
document.querySelector('#hangup').onclick = () => { channel.postMessage({ over: true }); close() }
channel.onmessage = async ({ data }) => {
  if (data.offer) { offer = data.offer; document.querySelector('#accept').hidden = false }
  if (data.answer) await connection.setRemoteDescription(data.answer)
  if (data.candidate) connection?.remoteDescription ? await connection.addIceCandidate(data.candidate) : early.push(data.candidate)
  if (data.over) close()
}
`

const page = `<!doctype html><meta charset="utf-8"><title>bare</title>
<button id="ring">ring</button><button id="accept" hidden>accept</button><button id="hangup">end</button>
<audio autoplay></audio><script>${script}</script>`

/** Serves it on a free port of loopback. */
export const serveBarePage = () => {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    development: false,
    fetch: () => new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8' } }),
  })
  return { origin: `http://127.0.0.1:${server.port}`, stop: () => server.stop(true) }
}
