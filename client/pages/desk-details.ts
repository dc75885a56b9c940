import { createDetails } from '#client/views/details'
import { createDetailsPlace } from '#client/views/details-place'
import { showToast } from '#client/views/toast'
import type { Thread } from '#protocol/messages'
import type { createDeskCare } from './desk-care.ts'
import type { DeskModel } from './desk-model.ts'
import type { createFacts } from './facts.ts'
import type { Words } from './page.ts'

/** Who the open conversation is with, and what can be done with all of it. */
export const createDeskDetails = (
  model: DeskModel,
  care: ReturnType<typeof createDeskCare>,
  facts: ReturnType<typeof createFacts>,
  words: Words,
) => {
  const inOpen = (run: (chatId: string) => void): void => {
    if (model.openChatId !== null) run(model.openChatId)
  }
  const remove = async (chatId: string): Promise<void> => {
    if (await care.remove([chatId])) place.close()
  }
  let drawnChatId: string | null = null
  const details = createDetails({
    ...words,
    onNote: (text) => inOpen((chatId) => model.notes.write(chatId, text)),
    // Another conversation may be open by the time the field is left.
    onNoteLeft: () => drawnChatId !== null && model.notes.left(drawnChatId),
    onArchive: (archived) => inOpen((chatId) => void care.archive([chatId], archived)),
    onBlock: (blocked) => inOpen((chatId) => void care.block(chatId, blocked)),
    onDelete: () => inOpen((chatId) => void remove(chatId)),
    onCopied: () => void showToast(words.t.copied),
    exportPath: (chatId) => `/api/admin/chats/${encodeURIComponent(chatId)}/export`,
  })
  const place = createDetailsPlace(words.t, details.element)

  // While the line is down nothing was heard, and perhaps nothing answered.
  const markOf = ({ online, last_message: last }: Thread): string =>
    [online, last?.id, model.chat.line.phase === 'open'].join()

  const update = (): void => {
    const chatId = model.openChatId
    const thread = chatId === null ? null : model.thread(chatId)
    const leftChatId = drawnChatId
    drawnChatId = thread ? chatId : null
    if (leftChatId !== null && leftChatId !== drawnChatId) model.notes.left(leftChatId)
    place.show(thread !== null)
    if (thread)
      details.update(thread, model.notes.of(thread.chat_id, thread.note), facts.of(thread.chat_id, markOf(thread)))
  }
  const stop = (): void => {
    facts.stop()
    place.stop()
  }
  return { element: place.element, open: place.open, stop, update }
}
