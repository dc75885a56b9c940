import { createTimers } from '#client/net/timers'
import { showBadge } from '#client/platform/app-badge'
import type { Clock } from '#client/platform/clock'
import { takeBackNotifications } from '#client/platform/shown-notifications'
import { isVisible, onVisibility } from '#client/platform/visibility'
import type { WorkerBridge } from '#client/platform/worker-bridge'
import type { AppMoment } from './app-part.ts'

const pauseMs = 1000

/** The number on the icon follows what is unread, and what is being read is no news any more. */
export const createTidying = ({ worker, clock }: { worker: WorkerBridge; clock: Clock }) => {
  const timers = createTimers<'take-back'>(clock)
  let shownUnread: number | null = null
  let openChatId: string | null = null

  const takeBack = async (): Promise<void> => {
    if (!isVisible() || openChatId === null) return
    const registration = await worker.ready().catch(() => null)
    if (registration && openChatId !== null) await takeBackNotifications(registration, `chat-${openChatId}`)
  }
  // One that has just come is on its way to the screen; and many come at once.
  const takeBackSoon = (): void => {
    if (!timers.isSet('take-back')) timers.set('take-back', pauseMs, () => void takeBack())
  }
  const stops = [
    onVisibility((visible) => visible && takeBackSoon()),
    worker.onMessage(({ type }) => type === 'push-arrived' && takeBackSoon()),
  ]
  return {
    update({ unread, openChatId: nextChatId }: AppMoment): void {
      if (unread !== shownUnread) void showBadge(unread)
      shownUnread = unread
      if (nextChatId !== null && nextChatId !== openChatId) takeBackSoon()
      openChatId = nextChatId
    },
    stop(): void {
      timers.cancelAll()
      for (const stop of stops) stop()
    },
  }
}
