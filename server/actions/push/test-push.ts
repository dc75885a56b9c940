import type { PushTested } from '#protocol/push'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Clock, OutgoingPush, PushOutcome } from '#server/actions/ports'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Device, PushSubscription } from '#server/store/device-ports'
import type { Store } from '#server/store/ports'
import { deviceKey } from './device-key.ts'
import { type House, testPayload } from './payloads.ts'
import type { PublicKey } from './public-key.ts'

type Deps = {
  store: Pick<Store, 'push'>
  publicKey: PublicKey
  /** Hands it over and notes how it fared; null where too many others are under way. */
  sendTest: (to: PushSubscription, push: OutgoingPush) => Promise<PushOutcome | null>
  house: House
  limit: WindowLimit
  clock: Clock
}

// Whoever tries it waits for it; a test that comes tomorrow tells nothing.
const ttlS = 60
const crowdedMs = 5000

/** Sends a notification to this device's newest subscription and says how it fared. `chatId` is empty for the admin. */
export const testPush = ({ store, publicKey, sendTest, house, limit, clock }: Deps) => {
  return async (device: Device, chatId: string): Promise<Outcome<PushTested>> => {
    const [key, now] = [deviceKey(device), clock()]
    const allowance = limit.take(key, now)
    if (!allowance.ok) return refuse('rate_limited', 'too many test notifications', allowance.retryAfterMs)
    const own = await publicKey()
    if (!own.ok) return own
    const [newest] = await store.push.ofDevice(device)
    if (!newest) return done({ sent: false, status: null })
    const payload = testPayload(house, newest, chatId)
    const outcome = await sendTest(newest, { payload, ttlS, topic: payload.notification.tag })
    if (outcome) return done({ sent: outcome.kind === 'taken', status: outcome.status })
    limit.giveBack(key, now)
    return refuse('rate_limited', 'too many test notifications at once', crowdedMs)
  }
}
