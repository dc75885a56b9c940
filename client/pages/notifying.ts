import { notifyTextsOf } from '#client/i18n/notify-texts'
import type { PushApi } from '#client/net/push-api'
import type { Clock } from '#client/platform/clock'
import { notificationPermission, type Permission } from '#client/platform/notification-permission'
import { createNotifyWish } from '#client/platform/notify-wish'
import { onOnline } from '#client/platform/online'
import { isWorkerSwitchedOff } from '#client/platform/page-meta'
import { hasPush } from '#client/platform/push-manager'
import type { WorkerBridge } from '#client/platform/worker-bridge'
import type { Side } from '#protocol/messages'
import type { Language } from '#protocol/text'
import type { AppPart } from './app-part.ts'
import { mustInstallForPush, openInstallGuide } from './installing.ts'
import { type OpenPanel, openNotificationPanel } from './notification-panel.ts'
import { createNotifyQuestion } from './notify-question.ts'
import { createTidying } from './notify-tidying.ts'
import type { Words } from './page.ts'
import { Subscribing } from './subscribing.ts'

export type NotifyingPorts = {
  side: Side
  adminName: string
  api: PushApi
  worker: WorkerBridge
  clock: Clock
  words: () => Words
  onChange: () => void
}

/** Notifications: the question after the first message, the panel, and the subscription kept in step with the server. */
export const createNotifying = (ports: NotifyingPorts): AppPart => {
  const { side, worker, words, onChange } = ports
  const permission = notificationPermission
  const wish = createNotifyWish(side)
  let panel: OpenPanel | null = null
  let drawnIn: Language | null = null

  const tell = (): void => {
    question.look()
    panel?.update()
    onChange()
  }
  const subscribing = new Subscribing({
    ...ports,
    permission,
    wish,
    hasPush,
    mustInstall: mustInstallForPush,
    isSwitchedOff: isWorkerSwitchedOff,
    lang: () => words().lang,
    onChange: () => tell(),
  })
  const onInstallGuide = (): void => openInstallGuide(words())
  const onClose = (): void => {
    panel = null
  }
  const openPanel = (): void => {
    void subscribing.meetWorker()
    panel = openNotificationPanel({ ...ports, subscribing, wish, onInstallGuide, onClose }, words())
  }
  const question = createNotifyQuestion({
    ...ports,
    wish,
    subscribing,
    onInstallGuide,
    onBlocked: openPanel,
  })
  const tidying = createTidying(ports)

  // Whoever stands before the steps that allow it again wants it.
  const followPermission = (allowed: Permission): void => {
    const isWaitedFor = panel !== null && subscribing.state.phase === 'blocked'
    if (isWaitedFor && allowed === 'granted') void subscribing.turnOn()
    else void subscribing.sync()
  }
  const stops = [
    permission.onChange(followPermission),
    worker.onMessage(({ type }) => type === 'subscription-changed' && void subscribing.sync()),
    onOnline((online) => online && void subscribing.sync()),
  ]

  return {
    draw: ({ lang }) => {
      // At the start, and with each other language: the server writes what it pushes in this one.
      if (lang !== drawnIn) void subscribing.sync()
      drawnIn = lang
      const choice = { icon: 'bell', text: notifyTextsOf(lang).title, onChoose: openPanel } as const
      return { choices: [choice], notice: question.draw() }
    },
    update: (moment) => {
      question.setDue(side === 'admin' || moment.hasSent)
      tidying.update(moment)
    },
    stop: () => {
      subscribing.stop()
      tidying.stop()
      for (const stop of stops) stop()
    },
  }
}
