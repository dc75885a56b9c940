import { setTimeout as pause } from 'node:timers/promises'

const lookEveryMs = 50

/** Resolves once `holds` does; what is outside of a page gives no event to wait for. Rejects after `withinMs`. */
export const until = async (what: string, holds: () => Promise<boolean>, withinMs = 15_000): Promise<void> => {
  const end = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`)
    await pause(lookEveryMs)
  }
}
