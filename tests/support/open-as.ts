import type { OpenSocket } from '#client/platform/socket'

/** A socket as the browser of this person opens it: with its cookie, and the origin of the page. */
export const openAs =
  ({ cookie, origin }: { cookie: string; origin: string }): OpenSocket =>
  (url, { onText, onClose }) => {
    // Bun's own client takes headers, which a browser sets by itself.
    const socket = new WebSocket(url, { headers: { Cookie: cookie, Origin: origin } } as unknown as string[])
    socket.addEventListener('message', ({ data }) => onText(String(data)))
    socket.addEventListener('close', ({ code }) => onClose(code))
    return { send: (text) => socket.send(text), close: () => socket.close() }
  }

/**
 * A line that breaks: of each socket's frames the one that `isCut` picks is lost, and the socket with it. What the page
 * sent before has arrived, and the page does not know.
 */
export const breakingSocket =
  (open: OpenSocket, isCut: () => boolean): OpenSocket =>
  (url, { onText, onClose }) => {
    let isBroken = false
    const hear = (text: string): void => {
      if (isBroken) return
      isBroken = isCut()
      if (!isBroken) return onText(text)
      socket.close()
      onClose(1006)
    }
    const socket = open(url, { onText: hear, onClose: (code) => isBroken || onClose(code) })
    return socket
  }
