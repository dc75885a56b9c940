import type { Clock } from '#server/actions/ports'
import { audienceOf, cameAt, type News } from '#server/actions/push/news'
import type { Device, PushSubscription } from '#server/store/device-ports'
import type { Store } from '#server/store/ports'

/** A subscription, as far as it does not change. `service`: whose push service it is. */
export type Target = { subscription: number; device: Device; service: string }

export const toTarget = ({ id, device, endpoint }: PushSubscription): Target => ({
  subscription: id,
  device,
  service: serviceOf(endpoint),
})

/** The end of its host's name, since some have many hosts; whole where it is an address. */
const serviceOf = (endpoint: string): string => new URL(endpoint).host.split('.').slice(-3).join('.')

type Deps = { store: Pick<Store, 'push'>; clock: Clock }

/** Who is to hear of something. */
export const createFinding = ({ store: { push }, clock }: Deps) => ({
  subscriptionsOf: async (news: News): Promise<PushSubscription[]> => {
    const { to, conversation } = audienceOf(news)
    return push.mayReach(to, conversation) ? push.ofAudience(to, conversation, clock()) : []
  },
  /** Those that its device has got in its place, after the news came: it was told to all that were there before. */
  successorsOf: async ({ subscription, device }: Target, news: News): Promise<Target[]> =>
    (await push.ofDevice(device))
      .filter(({ id, createdAt }) => id > subscription && createdAt >= cameAt(news))
      .map(toTarget),
})
