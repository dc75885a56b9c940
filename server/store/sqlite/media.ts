import type { Database } from 'bun:sqlite'
import type { MediaStore, NewMedium } from '#server/store/media-ports'
import type { Living } from './living.ts'
import { type MediaRow, mediaColumns, toMedium } from './media-rows.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living; scrub: () => void }

export const createMediaStore = ({ database, writer, living, scrub }: Parts): MediaStore => {
  const insert = database.prepare(
    `INSERT INTO media (media_id, chat, side, kind, mime, bytes, hash, width, height, duration_ms, waveform, placeholder,
     created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const byId = database.prepare<MediaRow & { chat: number }, [string]>(
    `SELECT chat, ${mediaColumns} FROM media WHERE media_id = ?`,
  )
  const sum = database.prepare<{ bytes: number }, [number, string]>(
    'SELECT coalesce(sum(bytes), 0) AS bytes FROM media WHERE chat = ? AND side = ?',
  )
  const deleteUnsent = database.prepare('DELETE FROM media WHERE message IS NULL AND created_at < ?')
  const readTrash = database.prepare<{ media_id: string }, []>('SELECT media_id FROM media_trash')
  const deleteTrash = database.prepare('DELETE FROM media_trash WHERE media_id = ?')

  const add: MediaStore['add'] = (medium) =>
    writer.write(() => {
      const conversation = living.byKey(medium.conversation.key)
      if (conversation) insert.run(...valuesOf(medium))
      return conversation !== null
    })

  const find: MediaStore['find'] = async (id) => {
    const row = byId.get(id)
    const conversation = row && living.byKey(row.chat)
    return conversation ? { ...toMedium(row), chatId: conversation.chatId } : null
  }

  const trashUnsent: MediaStore['trashUnsent'] = (before) =>
    writer.write(() => {
      if (deleteUnsent.run(before).changes > 0) scrub()
    })

  return {
    add,
    find,
    bytesOf: async ({ key }, side) => sum.get(key, side)?.bytes ?? 0,
    trashUnsent,
    trash: async () => readTrash.all().map(({ media_id: id }) => id),
    emptied: (ids) =>
      writer.write(() => {
        for (const id of ids) deleteTrash.run(id)
        // The ids, too: each was an address.
        if (ids.length > 0) scrub()
      }),
  }
}

const valuesOf = (medium: NewMedium) =>
  [
    medium.id,
    medium.conversation.key,
    medium.side,
    medium.kind,
    medium.mime,
    medium.bytes,
    medium.hash,
    medium.width,
    medium.height,
    medium.durationMs,
    medium.waveform && JSON.stringify(medium.waveform),
    medium.placeholder,
    medium.createdAt,
  ] as const
