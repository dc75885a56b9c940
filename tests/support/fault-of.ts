/**
 * What a promise is rejected with, or null. `expect(promise).rejects` waits in a loop of its own, in which immediates may
 * stand still until the next timer.
 */
export const faultOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (fault: unknown) => fault,
  )
