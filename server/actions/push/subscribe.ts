import type { Subscription } from '#protocol/push'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Language } from '#protocol/text'
import type { Clock } from '#server/actions/ports'
import type { ParseEndpoint } from '#server/domain/push-endpoint'
import { parseBrowserKeys } from '#server/domain/push-keys'
import { pushRules } from '#server/domain/push-rules'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Device } from '#server/store/device-ports'
import type { Store } from '#server/store/ports'
import { deviceKey } from './device-key.ts'
import type { PublicKey } from './public-key.ts'

type Deps = {
  store: Pick<Store, 'push'>
  publicKey: PublicKey
  parseEndpoint: ParseEndpoint
  limit: WindowLimit
  clock: Clock
}

/** `origin` is that of the page that asks. */
type Wish = { device: Device; subscription: Subscription; lang: Language; origin: string }

const unusable = refuse('bad_request', 'this subscription cannot be used')
const taken = refuse('conflict', 'this subscription belongs to another device')

/** A device wants to be told while nobody looks at it. Its browser says so anew at each start. */
export const subscribe =
  ({ store, publicKey, parseEndpoint, limit, clock }: Deps) =>
  async ({ device, subscription: { endpoint, keys }, lang, origin }: Wish): Promise<Outcome<null>> => {
    const browserKeys = parseBrowserKeys(keys)
    if (!browserKeys || !parseEndpoint(endpoint)) return unusable
    const createdAt = clock()
    const allowance = limit.take(deviceKey(device), createdAt)
    if (!allowance.ok) return refuse('rate_limited', 'too many subscriptions', allowance.retryAfterMs)
    const own = await publicKey()
    if (!own.ok) return own
    const wanted = { device, endpoint, ...browserKeys, lang, origin, createdAt }
    return (await store.push.keep(wanted, pushRules.mostSubscriptions)) ? done(null) : taken
  }
