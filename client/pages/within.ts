import type { Clock } from '#client/platform/clock'

/** What a promise gives within `limitMs`, else `late`; `onLate` is told of what comes all the same. Rejects as it does. */
export const within = <T>(
  clock: Clock,
  limitMs: number,
  promise: Promise<T>,
  onLate: (value: T) => void = () => {},
): Promise<T | 'late'> =>
  new Promise((resolve, reject) => {
    let isLate = false
    const cancel = clock.after(limitMs, () => {
      isLate = true
      resolve('late')
    })
    promise.then(
      (value) => {
        cancel()
        if (isLate) onLate(value)
        else resolve(value)
      },
      (fault: unknown) => {
        cancel()
        reject(fault)
      },
    )
  })
