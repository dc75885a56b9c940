import type { Clock } from '#client/platform/clock'

export type Timers<Name extends string> = {
  /** Runs once after `delayMs`, in the place of an earlier one of this name. */
  set: (name: Name, delayMs: number, run: () => void) => void
  isSet: (name: Name) => boolean
  cancel: (...names: Name[]) => void
  cancelAll: () => void
}

/** Timers by what they are for: one of each at a time. */
export const createTimers = <Name extends string>(clock: Clock): Timers<Name> => {
  const running = new Map<Name, () => void>()

  const cancel = (...names: Name[]): void => {
    for (const name of names) {
      running.get(name)?.()
      running.delete(name)
    }
  }
  const set = (name: Name, delayMs: number, run: () => void): void => {
    cancel(name)
    const fire = (): void => {
      running.delete(name)
      run()
    }
    running.set(name, clock.after(delayMs, fire))
  }
  return { set, isSet: (name) => running.has(name), cancel, cancelAll: () => cancel(...running.keys()) }
}
