import type { Database } from 'bun:sqlite'
import type { Message, Side } from '#protocol/messages'
import type { Living, LivingConversation } from './living.ts'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'
import { createWriter, type Writer } from './writer.ts'

export type Filing = {
  nextId: () => number
  /** The id under which a message that is not filed yet was stored. */
  unfiledId: (chat: number, role: Side, clientId: string) => number | undefined
  /** Takes in a message that this transaction stored. */
  add: (conversation: LivingConversation, message: Message, at: number) => void
  /** Files everything, in this transaction: only then do the indexes and counters speak of all messages. */
  file: () => void
  /** Files everything in a transaction of its own, unless this conversation is filed; false where the disk refuses. */
  fileNow: (conversation?: LivingConversation) => boolean
  /** Writes a filed conversation that was changed in this transaction. */
  save: (conversation: LivingConversation) => void
}

// Filing pays for a page of an index once for all of its new rows there: the more of a conversation, the cheaper each.
const rowsOfEach = 8
const unfiledRows = { least: 512, most: 2000 }
const fileWhenIdleForMs = 200

const keyOf = (chat: number, role: string, clientId: string): string => `${chat} ${role} ${clientId}`

/**
 * The messages are a log. What follows from them, their place in the indexes and the counters of their conversation, is
 * written for many at once; until then it lives in memory alone. After a crash or a rollback it is made again from the
 * log, from `filed_up_to` on. So a message costs its own row, not a page of the log for each index it stands in.
 */
export const startFiling = (database: Database, living: Living): { filing: Filing; writer: Writer } => {
  const setFiled = database.prepare('UPDATE messages SET filed = 1 WHERE id > ?')
  const setFiledUpTo = database.prepare("UPDATE meta SET value = ? WHERE key = 'filed_up_to'")
  const saveRow = database.prepare(
    `UPDATE chat_sessions SET rev = ?, last_message_id = ?, active_at = ?, waiting_since = ?, unread = ?,
     user_read_id = ?, admin_read_id = ?, archived = ? WHERE id = ?`,
  )
  const log = database.prepare<MessageRow & { chat: number }, [number]>(
    `SELECT chat, ${messageColumns} FROM messages WHERE id > ? ORDER BY id`,
  )
  let filedUpTo = 0
  let lastId = 0
  let isInDoubt = false
  const unfiled = new Set<LivingConversation>()
  const unfiledIds = new Map<string, number>()
  // Changed or filed by the transaction that is open: what a rollback has to read back.
  const changed = new Set<LivingConversation>()

  const add: Filing['add'] = (conversation, message, at) => {
    take(conversation, message, at)
    changed.add(conversation)
    whenIdle.poke()
  }

  const take = (conversation: LivingConversation, message: Message, at: number): void => {
    lastId = message.id
    unfiled.add(conversation)
    unfiledIds.set(keyOf(conversation.key, message.role, message.client_id ?? `#${message.id}`), message.id)
    follow(conversation, message, at)
  }

  const file = (): void => {
    if (unfiled.size === 0) return
    setFiled.run(filedUpTo)
    setFiledUpTo.run(String(lastId))
    for (const conversation of unfiled) save(conversation)
    filedUpTo = lastId
    unfiled.clear()
    unfiledIds.clear()
  }

  const save: Filing['save'] = (c) => {
    changed.add(c)
    const { rev, lastMessage, activeAt, waitingSince, unread, userReadId, adminReadId, archived, key } = c
    saveRow.run(
      rev,
      lastMessage?.id ?? null,
      activeAt,
      waitingSince,
      unread,
      userReadId,
      adminReadId,
      Number(archived),
      key,
    )
  }

  const replayLog = (): void => {
    const from = readFiledUpTo(database)
    const rows = log.all(from)
    for (const conversation of new Set([...changed, ...unfiled])) living.reload(conversation)
    changed.clear()
    unfiled.clear()
    unfiledIds.clear()
    filedUpTo = from
    // An id that was rolled back is given again: after a crash it would be, too, and the search index must not be past it.
    // That of a message that was stored never is, though it may have been erased since: it was filed before.
    lastId = rows.at(-1)?.id ?? from
    for (const row of rows) {
      const conversation = living.byKey(row.chat)
      if (conversation) take(conversation, toMessage(row, conversation.chatId), row.created_at)
    }
    isInDoubt = false
  }

  // A disk that refuses to be read now may be read again later: until then no write is taken, for none could be told apart
  // from a retry.
  const replayIfReadable = (): void => {
    try {
      replayLog()
    } catch {
      return
    }
  }

  const writer = createWriter(database, {
    beforeCommit: () => {
      const enough = Math.min(unfiledRows.most, Math.max(unfiledRows.least, unfiled.size * rowsOfEach))
      if (unfiledIds.size >= enough) file()
    },
    afterBegin: () => {
      if (isInDoubt) replayLog()
    },
    afterCommit: () => {
      changed.clear()
      living.settle(true)
    },
    afterRollback: () => {
      isInDoubt = true
      // Before the replay: what this transaction did not erase after all has messages to replay, too.
      living.settle(false)
      replayIfReadable()
    },
  })

  // Where the disk refuses, nothing is lost: the next message or the next read tries again.
  const whenIdle = createIdleTimer(fileWhenIdleForMs, () => void writer.write(file).catch(() => undefined))

  const fileNow: Filing['fileNow'] = (conversation) => {
    if (unfiled.size === 0 || (conversation && !unfiled.has(conversation))) return true
    try {
      writer.writeNow(file)
      return true
    } catch {
      return false
    }
  }

  const unfiledId: Filing['unfiledId'] = (chat, role, clientId) => unfiledIds.get(keyOf(chat, role, clientId))

  replayLog()
  fileNow()
  return { writer, filing: { nextId: () => lastId + 1, unfiledId, add, file, fileNow, save } }
}

/** Acts once nobody has poked it for `idleMs`. A poke is cheap: it moves no timer. */
const createIdleTimer = (idleMs: number, act: () => void) => {
  let isSet = false
  let pokedAt = 0
  const lookIn = (ms: number): void => {
    isSet = true
    setTimeout(look, ms).unref()
  }
  const look = (): void => {
    isSet = false
    const idleForMs = performance.now() - pokedAt
    if (idleForMs < idleMs) lookIn(idleMs - idleForMs)
    else act()
  }
  const poke = (): void => {
    pokedAt = performance.now()
    if (!isSet) lookIn(idleMs)
  }
  return { poke }
}

const readFiledUpTo = (database: Database): number =>
  Number(database.query<{ value: string }, []>("SELECT value FROM meta WHERE key = 'filed_up_to'").get()?.value ?? 0)

/**
 * What a new message changes in its conversation: an admin's answer reads all before it and ends the waiting. What the
 * system says does neither; yet who rang is not left in the archive.
 */
const follow = (conversation: LivingConversation, message: Message, at: number): void => {
  conversation.rev = message.rev
  conversation.lastMessage = message
  conversation.activeAt = Math.max(conversation.activeAt, at)
  if (message.role === 'user' || message.call?.from === 'user') conversation.archived = false
  if (message.role === 'user') {
    conversation.waitingSince ??= at
    conversation.unread += 1
  } else if (message.role === 'admin') {
    conversation.waitingSince = null
    conversation.unread = 0
    conversation.adminReadId = message.id
  }
}
