/** Something that is made once, when it is first asked for. Where that fails, the next who asks has it tried again. */
export const createLater = <T>(make: () => Promise<T>) => {
  let isAsked = false
  let making: Promise<T> | null = null
  let made: T | null = null

  const get = (): Promise<T> => {
    isAsked = true
    making ??= make().then(keep, forget)
    return making
  }

  const keep = (one: T): T => {
    made = one
    return one
  }

  const forget = (fault: unknown): never => {
    making = null
    throw fault
  }

  return {
    get,
    isAsked: () => isAsked,
    /** What was made, null until then. */
    got: () => made,
    /** Asks for it after a while. Returns what keeps it from that. */
    getIn(ms: number, onFault: (fault: unknown) => void): () => void {
      const timer = setTimeout(() => void get().catch(onFault), ms)
      return () => clearTimeout(timer)
    },
  }
}
