import type { Clock } from '#client/platform/clock'

/** `line` and `timeout` are not refusals of the server: nobody knows whether the request arrived. */
export type Reply = { ok: true; data: unknown } | { ok: false; code: string; retryAfterMs?: number }

export const lineLost: Reply = { ok: false, code: 'line' }

export type Requests = {
  ask: (send: (id: number) => void) => Promise<Reply>
  settle: (id: number, reply: Reply) => void
  failAll: () => void
}

const limitMs = 10_000

/** Requests that wait for their ack, by number. Numbers are never used twice, so a late ack finds nobody. */
export const createRequests = (clock: Clock, onTimeout: () => void): Requests => {
  const waiting = new Map<number, (reply: Reply) => void>()
  let lastId = 0

  const settle = (id: number, reply: Reply): void => waiting.get(id)?.(reply)

  const ask = (send: (id: number) => void): Promise<Reply> =>
    new Promise((resolve) => {
      const id = ++lastId
      const cancel = clock.after(limitMs, () => {
        settle(id, { ok: false, code: 'timeout' })
        onTimeout()
      })
      waiting.set(id, (reply) => {
        cancel()
        waiting.delete(id)
        resolve(reply)
      })
      send(id)
    })

  const failAll = (): void => {
    for (const id of [...waiting.keys()]) settle(id, lineLost)
  }
  return { ask, settle, failAll }
}
