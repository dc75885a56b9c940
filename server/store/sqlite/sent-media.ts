import type { Database } from 'bun:sqlite'
import type { Appended, Conversation, NewMessage } from '#server/store/ports'
import { type MediaRow, mediaColumns, toCopy } from './media-rows.ts'

type Upload = MediaRow & { id: number; message: number | null; hash: Uint8Array }

/** What a message takes of the upload that it names. */
export type TakenMedium = { copy: string; upload: number }
type Refused = Extract<Appended, { kind: `${string}_file${string}` }>

/** The uploads that messages show. */
export const createSentMedia = (database: Database) => {
  const byRef = database.prepare<Upload, [string, number, string]>(
    `SELECT id, message, hash, ${mediaColumns} FROM media WHERE media_id = ? AND chat = ? AND side = ?`,
  )
  const byMessage = database.prepare<Upload, [number]>(
    `SELECT id, message, hash, ${mediaColumns} FROM media WHERE message = ?`,
  )
  const setMessage = database.prepare('UPDATE media SET message = ? WHERE id = ?')

  const uploadOf = ({ fileRef, role }: NewMessage, { key }: Conversation): Upload | null =>
    fileRef === null ? null : byRef.get(fileRef, key, role)

  return {
    take(sent: NewMessage, conversation: Conversation): TakenMedium | Refused {
      const upload = uploadOf(sent, conversation)
      if (!upload) return { kind: 'unknown_file' }
      if (upload.message !== null) return { kind: 'used_file' }
      return upload.kind === sent.type ? { copy: toCopy(upload), upload: upload.id } : { kind: 'other_file_kind' }
    },
    /** Once the message is there. */
    use: (upload: number, message: number): void => void setMessage.run(message, upload),
    /** Whether a retry names what the message shows: that upload, or another one of the very same bytes. */
    isSame(sent: NewMessage, conversation: Conversation, message: number): boolean {
      const shown = byMessage.get(message)
      if (!shown || shown.media_id === sent.fileRef) return shown !== null
      const other = uploadOf(sent, conversation)
      return other !== null && Buffer.compare(other.hash, shown.hash) === 0
    },
  }
}
