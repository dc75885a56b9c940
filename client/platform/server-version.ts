let last: string | null = null
const listeners = new Set<() => void>()

/** What the server calls itself at each `hello`; another version than before brings other pages too. */
export const serverVersion = {
  heard: (version: string): void => {
    const isNew = last !== null && version !== last
    last = version
    if (isNew) for (const tell of listeners) tell()
  },
  /** Returns its stop. */
  onChange: (tell: () => void): (() => void) => {
    listeners.add(tell)
    return () => void listeners.delete(tell)
  },
}
