export type Socket = { send: (text: string) => void; close: () => void }
export type SocketListener = { onText: (text: string) => void; onClose: (code: number) => void }
export type OpenSocket = (url: string, listener: SocketListener) => Socket

/** A browser's WebSocket that speaks text only. A failed connect is a close like any other, with code 1006. */
export const openWebSocket: OpenSocket = (url, { onText, onClose }) => {
  const socket = new WebSocket(url)
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') onText(data)
  })
  socket.addEventListener('close', ({ code }) => onClose(code))
  return { send: (text) => socket.send(text), close: () => socket.close() }
}
