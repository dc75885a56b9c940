import { exportTexts } from '#protocol/export-texts'
import type { Message } from '#protocol/messages'
import type { Language } from '#protocol/text'
import type { Clock } from '#server/actions/ports'
import type { Conversation, Store } from '#server/store/ports'
import { createExportPage, type Line } from './export-page.ts'
import { createPages, type Pages } from './export-pages.ts'
import { exportedMedium } from './exported-media.ts'
import type { MediaFiles } from './ports.ts'

type Deps = {
  store: { messages: Pick<Store['messages'], 'page'> }
  files: Pick<MediaFiles, 'find'>
  adminName: string
  adminLang: Language
  timeZone: string
  clock: Clock
}

/** One file of the zip; its bytes are made or read when they are asked for. No piece is empty. */
export type ExportedFile = { name: string; lastModified: Date; input: Blob | AsyncIterable<string> }

/** How many messages a page keeps at hand for those that answer them. */
const mostAtHand = 1000

/**
 * A conversation as files, one after the other: `messages.json`, a page to read, and what was sent with the messages. A file
 * that is not on the disk is left out, and both say so.
 */
export const exportConversation = ({ store, files, adminName, adminLang, timeZone, clock }: Deps) => {
  async function* json(conversation: Conversation, pages: Pages, exportedAt: number): AsyncGenerator<string> {
    const { chatId, cid, name, createdAt } = conversation
    const about = { chat_id: chatId, cid, name, created_at: isoOf(createdAt), exported_at: isoOf(exportedAt) }
    yield `${JSON.stringify(about).slice(0, -1)},"messages":[`
    let separator = '\n'
    for await (const page of pages()) {
      const written = await Promise.all(page.map(withPath))
      yield written.map((message) => separatorOnce() + JSON.stringify(message)).join('')
    }
    yield '\n]}\n'

    function separatorOnce(): string {
      const now = separator
      separator = ',\n'
      return now
    }
  }

  const withPath = async (message: Message) => {
    const medium = message.media && (await exportedMedium(files, message))
    return message.media ? { ...message, media: { ...message.media, file: medium?.path ?? null } } : message
  }

  async function* html(conversation: Conversation, pages: Pages, exportedAt: number): AsyncGenerator<string> {
    const reader = { adminName, lang: adminLang, timeZone, t: exportTexts[adminLang] }
    const page = createExportPage(conversation, reader)
    const findQuoted = createFindQuoted(store.messages, conversation)
    let isEmpty = true
    yield page.head(exportedAt)
    for await (const messages of pages()) {
      const lines: Line[] = []
      for (const message of messages) {
        const quoted = await findQuoted(message)
        lines.push({ message, quoted, path: (await exportedMedium(files, message))?.path ?? null })
      }
      isEmpty = false
      yield page.lines(lines)
    }
    yield isEmpty ? page.empty + page.foot : page.foot
  }

  return async function* (conversation: Conversation): AsyncGenerator<ExportedFile> {
    const exportedAt = clock()
    const lastModified = new Date(exportedAt)
    const pages = await createPages(store.messages, conversation)
    yield { name: 'messages.json', lastModified, input: json(conversation, pages, exportedAt) }
    yield { name: 'index.html', lastModified, input: html(conversation, pages, exportedAt) }
    for await (const page of pages())
      for (const message of page) {
        const medium = await exportedMedium(files, message)
        if (medium) yield { name: medium.path, lastModified: new Date(message.created_at), input: medium.file }
      }
  }
}

const isoOf = (at: number): string => new Date(at).toISOString()

/** Finds what a message answers: among the last ones, which it mostly is, else in the store. Null where it is deleted. */
const createFindQuoted = (messages: Deps['store']['messages'], conversation: Conversation) => {
  const atHand = new Map<number, Message>()

  const read = async (id: number): Promise<Message | null> => {
    const [found] = (await messages.page(conversation, id + 1, 1)).messages
    return found?.id === id ? found : null
  }

  return async (message: Message): Promise<Message | null> => {
    const [oldest] = atHand.keys()
    if (oldest !== undefined && atHand.size >= mostAtHand) atHand.delete(oldest)
    atHand.set(message.id, message)
    const { reply_to } = message
    return reply_to === null ? null : (atHand.get(reply_to) ?? read(reply_to))
  }
}
