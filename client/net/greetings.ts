let isFirst = true
const listeners = new Set<() => void>()

/** The server's `hello`s. Behind each but the page's first may be a server that was started anew, with other pages. */
export const greetings = {
  heard: (): void => {
    if (!isFirst) for (const tell of listeners) tell()
    isFirst = false
  },
  /** Returns its stop. */
  onAgain: (tell: () => void): (() => void) => {
    listeners.add(tell)
    return () => void listeners.delete(tell)
  },
}
