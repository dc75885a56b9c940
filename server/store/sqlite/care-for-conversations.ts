import type { Database } from 'bun:sqlite'
import type { Conversation, ConversationStore } from '#server/store/ports'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import type { Names } from './names.ts'
import type { Writer } from './writer.ts'

type Parts = {
  database: Database
  writer: Writer
  living: Living
  filing: Filing
  names: Names
  scrub: () => void
}

/** What the admin does with whole conversations. */
export const createCare = (parts: Parts): Pick<ConversationStore, 'change' | 'erase'> => {
  const { database, writer, living, filing, names, scrub } = parts
  const setMarks = database.prepare('UPDATE chat_sessions SET blocked = ?, note = ?, archived = ? WHERE id = ?')
  const erasing = [
    'DELETE FROM messages WHERE chat = ? AND filed = 1',
    'DELETE FROM media WHERE chat = ?',
    'DELETE FROM outbox WHERE chat = ?',
    'DELETE FROM push_subscriptions WHERE chat = ?',
    'DELETE FROM calls WHERE chat = ?',
    'DELETE FROM handovers WHERE visitor_session IN (SELECT id FROM visitor_sessions WHERE chat = ?)',
    'DELETE FROM visitor_sessions WHERE chat = ?',
    'DELETE FROM chat_sessions WHERE id = ?',
  ].map((sql) => database.prepare(sql))

  const change: ConversationStore['change'] = ({ key }, wanted) =>
    writer.write(() => {
      const conversation = living.byKey(key)
      if (!conversation) return false
      filing.file()
      const { blocked, note, archived } = { ...conversation, ...wanted }
      setMarks.run(Number(blocked), note ?? null, Number(archived), key)
      Object.assign(conversation, { blocked, note, archived })
      filing.save(conversation)
      // A note that was written over is gone for good, too.
      if (wanted.note !== undefined) scrub()
      return true
    })

  const erase: ConversationStore['erase'] = async (chatIds) => {
    const erased = await writer.write(() => eraseAll([...new Set(chatIds)]))
    for (const { key } of erased) names.forget(key)
    return erased
  }

  const eraseAll = (chatIds: readonly string[]): Conversation[] => {
    const found = chatIds.flatMap((chatId) => living.byChatId(chatId) ?? [])
    if (found.length === 0) return []
    filing.file()
    for (const { key } of found) {
      for (const statement of erasing) statement.run(key)
      living.hide(key)
    }
    scrub()
    return found
  }

  return { change, erase }
}
