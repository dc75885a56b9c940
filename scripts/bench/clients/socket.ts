const patienceMs = 10_000

/** Opens a WebSocket without compression; rejects where the server refuses. */
export const openSocket = (url: string, headers: Record<string, string> = {}): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers, perMessageDeflate: false })
    socket.onopen = () => resolve(socket)
    socket.onclose = ({ code, reason }) => reject(new Error(`${url} did not open: ${code} ${reason}`))
  })

/** Sends a frame and waits for the one that answers it; others that come before are passed over. */
export const exchange = (socket: WebSocket, frame: string, answerPrefix: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${answerPrefix} after ${frame}`)), patienceMs)
    socket.onclose = ({ code, reason }) => reject(new Error(`closed after ${frame}: ${code} ${reason}`))
    socket.onmessage = ({ data }) => {
      if (typeof data !== 'string' || !data.startsWith(answerPrefix)) return
      clearTimeout(late)
      resolve(data)
    }
    socket.send(frame)
  })
