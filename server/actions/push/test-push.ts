import type { PushTested } from '#protocol/push'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Clock, PushOutcome, PushSender } from '#server/actions/ports'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Device, PushSubscription } from '#server/store/device-ports'
import type { Store } from '#server/store/ports'
import { deviceKey } from './device-key.ts'
import type { NoteOutcome } from './note-outcome.ts'
import { type House, testPayload } from './payloads.ts'
import type { PublicKey } from './public-key.ts'

type Deps = {
  store: Pick<Store, 'push'>
  publicKey: PublicKey
  send: PushSender
  noteOutcome: NoteOutcome
  house: House
  limit: WindowLimit
  clock: Clock
}

// Whoever tries it waits for it; a test that comes tomorrow tells nothing.
const ttlS = 60

/** Sends this device a notification and says how its newest subscription fared. `chatId` is empty for the admin. */
export const testPush = ({ store, publicKey, send, noteOutcome, house, limit, clock }: Deps) => {
  const sendTo = async (subscription: PushSubscription, chatId: string): Promise<PushOutcome> => {
    const payload = testPayload(house, subscription, chatId)
    const outcome = await send(subscription, { payload, ttlS, topic: payload.notification.tag })
    await noteOutcome(subscription, outcome)
    return outcome
  }

  return async (device: Device, chatId: string): Promise<Outcome<PushTested>> => {
    const allowance = limit.take(deviceKey(device), clock())
    if (!allowance.ok) return refuse('rate_limited', 'too many test notifications', allowance.retryAfterMs)
    const own = await publicKey()
    if (!own.ok) return own
    const subscriptions = await store.push.ofDevice(device)
    const [newest] = await Promise.all(subscriptions.map((subscription) => sendTo(subscription, chatId)))
    return done({ sent: newest?.kind === 'taken', status: newest?.status ?? null })
  }
}
