import { notifyTextsOf } from '#client/i18n/notify-texts'
import type { PushApi } from '#client/net/push-api'
import type { Clock } from '#client/platform/clock'
import { surroundings } from '#client/platform/install-way'
import type { NotifyWish } from '#client/platform/notify-wish'
import { showsPushesItself } from '#client/platform/push-manager'
import { soundSwitch } from '#client/platform/sound'
import type { WorkerBridge } from '#client/platform/worker-bridge'
import type { PushFate, PushTrial } from '#client/state/notify'
import { deviceName, isHandheld } from '#client/views/device-name'
import { createNotificationPanel } from '#client/views/notification-panel'
import { createSheet } from '#client/views/sheet'
import { guideOf } from '#client/views/unblock-guide'
import type { Side } from '#protocol/messages'
import type { PushState } from '#protocol/push'
import type { Words } from './page.ts'
import type { Subscribing } from './subscribing.ts'
import { tryPush } from './trying-push.ts'

type NotificationPanelPorts = {
  side: Side
  api: Pick<PushApi, 'states' | 'test'>
  worker: Pick<WorkerBridge, 'onMessage'>
  clock: Clock
  subscribing: Subscribing
  wish: NotifyWish
  onInstallGuide: () => void
  onClose: () => void
}

export type OpenPanel = { update: () => void }

const fateOf = ({ last_arrived_at: arrived, failed_at: failed }: Omit<PushState, 'endpoint'>): PushFate => {
  const isFailing = failed !== null && (arrived === null || Date.parse(failed) > Date.parse(arrived))
  if (arrived === null && !isFailing && showsPushesItself()) return 'unknown'
  return { lastArrivedAt: arrived === null ? null : Date.parse(arrived), isFailing }
}

const nothingYet = { last_sent_at: null, last_arrived_at: null, failed_at: null }

/** The sheet of the notifications: what they are at, what can be done about it, and a test. */
export const openNotificationPanel = (ports: NotificationPanelPorts, { t, lang }: Words): OpenPanel => {
  const { side, api, clock, subscribing, wish, onInstallGuide } = ports
  const around = surroundings()
  let fate: PushFate = 'looking'
  let fateOfEndpoint: string | null = null
  let trial: PushTrial = { step: 'idle' }
  let isStillBlocked = false
  let isOpen = true

  const draw = (): void => {
    const { state: notify } = subscribing
    if (notify.phase !== 'on') trial = { step: 'idle' }
    if (notify.phase !== 'blocked') isStillBlocked = false
    view.update({ notify, fate, trial, isSoundOn: soundSwitch.isOn(), isStillBlocked, now: clock.now() })
  }
  const update = (): void => {
    if (!isOpen) return
    const isOther = wish.endpoint() !== fateOfEndpoint
    if (subscribing.state.phase === 'on' && isOther) void lookUp()
    draw()
  }
  const lookUp = async (): Promise<void> => {
    const endpoint = wish.endpoint()
    fateOfEndpoint = endpoint
    const answer = await api.states()
    if (endpoint !== wish.endpoint()) return
    const own = answer.ok ? answer.value.find((one) => one.endpoint === endpoint) : undefined
    fate = answer.ok ? fateOf(own ?? nothingYet) : 'unknown'
    // The server has lost it, by a restored backup for one.
    if (answer.ok && !own) void subscribing.sync()
    update()
  }
  const test = async (): Promise<void> => {
    const onStep = (step: PushTrial): void => {
      trial = step
      update()
    }
    const { step } = await tryPush({ ...ports, mayBeUnheard: showsPushesItself(), onStep })
    if (step === 'unknown') void subscribing.sync()
    if (step === 'arrived') fate = { lastArrivedAt: clock.now(), isFailing: false }
    update()
  }
  const again = async (): Promise<void> => {
    const wasBlocked = subscribing.state.phase === 'blocked'
    const { phase } = await subscribing.turnOn()
    isStillBlocked = wasBlocked && phase === 'blocked'
    update()
  }
  const toggle = (): void => {
    if (subscribing.state.phase === 'on') void subscribing.turnOff()
    else void subscribing.turnOn()
  }

  const n = notifyTextsOf(lang)
  const view = createNotificationPanel({
    t,
    n,
    lang,
    side,
    device: { name: deviceName(around.userAgent), isHandheld: isHandheld(around.userAgent) },
    guide: guideOf(around),
    onSwitch: toggle,
    onSound: () => {
      soundSwitch.toggle()
      update()
    },
    onTest: () => void test(),
    onAgain: () => void again(),
    onInstallGuide: () => {
      sheet.close()
      onInstallGuide()
    },
  })
  const onClose = (): void => {
    isOpen = false
    ports.onClose()
  }
  const sheet = createSheet({ t, title: n.title, className: 'notifications', content: view.elements, onClose })
  update()
  sheet.open()
  return { update }
}
