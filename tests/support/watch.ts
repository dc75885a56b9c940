export type Watch<T> = {
  tell: (value: T) => void
  /** The next value that was not taken yet. */
  next: () => Promise<T>
  /** The first value, from the newest on, of which this is true. */
  until: (isIt: (value: T) => boolean) => Promise<T>
  /** Whatever is told next. */
  change: () => Promise<void>
  last: () => T
  all: () => T[]
  /** Told but not taken. */
  rest: () => T[]
}

/** Awaits what a callback is told. */
export const createWatch = <T>(): Watch<T> => {
  const all: T[] = []
  const listeners = new Set<() => void>()
  let taken = 0

  const change = (): Promise<void> =>
    new Promise((resolve) => {
      const once = (): void => {
        listeners.delete(once)
        resolve()
      }
      listeners.add(once)
    })
  const last = (): T => {
    const value = all.at(-1)
    if (value === undefined) throw new Error('nothing was told yet')
    return value
  }
  const until = async (isIt: (value: T) => boolean): Promise<T> => {
    for (let from = Math.max(0, all.length - 1); ; ) {
      const found = all.slice(from).find(isIt)
      if (found !== undefined) return found
      from = all.length
      await change()
    }
  }
  const next = async (): Promise<T> => {
    while (taken >= all.length) await change()
    return all[taken++] as T
  }
  return {
    tell: (value) => {
      all.push(value)
      for (const listener of [...listeners]) listener()
    },
    next,
    until,
    change,
    last,
    all: () => [...all],
    rest: () => all.slice(taken),
  }
}
