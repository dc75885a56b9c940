import type { Devices } from '#client/net/devices'
import { createChime } from '#client/platform/sound'
import { newsAmong } from '#client/state/thread-news'
import type { Thread } from '#protocol/messages'
import type { DeskModel } from './desk-model.ts'

/** Rings for what a visitor writes where the admin does not look. */
export const startDeskRinging = ({ clock, isVisible }: Pick<Devices, 'clock' | 'isVisible'>) => {
  const chime = createChime(clock)
  let known: ReadonlyMap<string, Thread> = new Map()

  const look = (model: DeskModel): void => {
    const before = known
    known = model.threads.state.known
    const news = newsAmong(before, known, model.now())
    if (news.some((chatId) => chatId !== model.openChatId || !isVisible())) chime.ring()
  }
  return { look, stop: chime.stop }
}
