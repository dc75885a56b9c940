import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Clock, Hash, Random } from '#server/actions/ports'
import { handoverRules } from '#server/domain/handover'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Device } from '#server/store/device-ports'
import type { Store } from '#server/store/ports'

type Deps = { store: Pick<Store, 'handovers'>; limit: WindowLimit; clock: Clock; random: Random; hash: Hash }

/** Makes a token that opens this device's session on one other device, once, within ten minutes. It is shown once. */
export const handOver =
  ({ store, limit, clock, random, hash }: Deps) =>
  async (device: Device): Promise<Outcome<{ token: string; expiresInS: number }>> => {
    const now = clock()
    const allowance = limit.take(`${device.role} ${device.session}`, now)
    if (!allowance.ok) return refuse('rate_limited', 'too many links from this device', allowance.retryAfterMs)
    const token = random.token()
    await store.handovers.add(hash(token), device, now + handoverRules.livesMs, now)
    return done({ token, expiresInS: handoverRules.livesMs / 1000 })
  }
