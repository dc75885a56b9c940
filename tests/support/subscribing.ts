import { Subscribing } from '#client/pages/subscribing'
import type { Permission } from '#client/platform/notification-permission'
import { createNotifyWish } from '#client/platform/notify-wish'
import type { Language } from '#protocol/text'
import { createFakeClock } from './fake-clock.ts'
import { createFakeBridge, createFakePermission, createFakePushApi, createFakePushManager } from './fake-push.ts'

type Given = {
  first?: Permission
  answer?: () => Promise<Permission>
  hasPush?: boolean
  hasWorker?: boolean
  isSwitchedOff?: boolean
}

/** One side's subscription in a browser as it is given; `phases` are those that were shown. */
export const setUpSubscribing = ({
  first = 'default',
  answer = async () => 'granted',
  hasPush = true,
  hasWorker = true,
  isSwitchedOff = false,
}: Given = {}) => {
  const push = createFakePushManager()
  const { permission, set, asked } = createFakePermission(first, answer)
  const server = createFakePushApi()
  const clock = createFakeClock()
  const wish = createNotifyWish('admin')
  const phases: string[] = []
  let lang: Language = 'tr'
  const start = (): Subscribing => {
    const subscribing: Subscribing = new Subscribing({
      api: server.api,
      worker: createFakeBridge(hasWorker ? push.manager : null).bridge,
      clock,
      permission,
      wish,
      hasPush: () => hasPush,
      mustInstall: () => false,
      isSwitchedOff: () => isSwitchedOff,
      lang: () => lang,
      onChange: () => queueMicrotask(() => phases.push(subscribing.state.phase)),
    })
    return subscribing
  }
  return { start, push, set, asked, server, clock, wish, phases, speak: (next: Language) => (lang = next) }
}

/** Was switched on in an earlier visit. */
export const setUpSubscribed = async () => {
  const all = setUpSubscribing()
  await all.start().turnOn()
  all.server.told.length = 0
  return all
}
