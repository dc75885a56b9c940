import { storage } from './storage.ts'

const key = 'konusma:rate'
const rates: readonly number[] = [1, 1.5, 2]

/** How fast voice notes play in this browser; it remembers. */
export const playbackRate = {
  read: (): number => rates.find((rate) => String(rate) === storage.read(key)) ?? 1,
  /** The next of them, and kept. */
  step: (from: number): number => {
    const next = rates[(rates.indexOf(from) + 1) % rates.length] ?? 1
    storage.write(key, String(next))
    return next
  },
}
