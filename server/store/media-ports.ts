import type { MediumKind } from '#protocol/media'
import type { Side } from '#protocol/messages'
import type { Conversation } from './ports.ts'

/**
 * A stored picture or voice note. `id` is its `fileRef`, stands in its address and names its files. `hash`: SHA-256 of
 * the bytes as they were uploaded, by which a second upload of the same file is known. Null: not of this kind.
 */
export type Medium = Readonly<{
  id: string
  kind: MediumKind
  mime: string
  bytes: number
  width: number | null
  height: number | null
  durationMs: number | null
  waveform: readonly number[] | null
  placeholder: string | null
}>

export type NewMedium = Medium & { conversation: Conversation; side: Side; hash: Uint8Array; createdAt: number }

export type FoundMedium = Medium & { chatId: string }

/**
 * Rows of media. What is deleted or erased leaves its id in the trash, in the transaction of its deletion: its files are
 * taken away after that, and after a crash by the next start.
 */
export type MediaStore = {
  /** False where the conversation is gone: nothing was stored. */
  add: (medium: NewMedium) => Promise<boolean>
  find: (id: string) => Promise<FoundMedium | null>
  /** Bytes that this side has stored in the conversation, sent or not. */
  bytesOf: (conversation: Conversation, side: Side) => Promise<number>
  /** Puts what was uploaded before that moment and never sent into the trash. */
  trashUnsent: (before: number) => Promise<void>
  /** Ids of which files may be left. */
  trash: () => Promise<string[]>
  /** Their files are gone. */
  emptied: (ids: readonly string[]) => Promise<void>
}
