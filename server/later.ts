/** Something that is made once, when it is first asked for. */
export const createLater = <T>(make: () => Promise<T>) => {
  let making: Promise<T> | null = null
  let made: T | null = null

  const get = (): Promise<T> => {
    making ??= make().then((one) => {
      made = one
      return one
    })
    return making
  }

  return {
    get,
    isAsked: () => making !== null,
    /** What was made, null until then. */
    got: () => made,
    /** Asks for it after a while. Returns what keeps it from that. */
    getIn(ms: number, onFault: (fault: unknown) => void): () => void {
      const timer = setTimeout(() => void get().catch(onFault), ms)
      return () => clearTimeout(timer)
    },
  }
}
