import type { Side } from '#protocol/messages'
import { done, type Outcome, refuse } from '#protocol/refusals'
import { blocked, gone } from '#server/actions/chat/refused'
import type { Clock, Random } from '#server/actions/ports'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { MediaStore, Medium } from '#server/store/media-ports'
import type { Conversation } from '#server/store/ports'
import type { createMakeMedium, Made, Sent } from './make-medium.ts'
import type { MediaFiles } from './ports.ts'
import type { createQuota } from './quota.ts'

/** Who uploads, and where. */
export type Uploader = { conversation: Conversation; side: Side }

export type Upload = Uploader & Sent

type Deps = {
  store: { media: Pick<MediaStore, 'add'> }
  files: MediaFiles
  makeMedium: ReturnType<typeof createMakeMedium>
  quota: ReturnType<typeof createQuota>
  clock: Clock
  random: Random
  onFault: (fault: unknown) => void
}

const diskAgainMs = 60_000
const quotaAgainMs = 3_600_000
const diskFull = refuse('storage_full', 'there is no room for files now', diskAgainMs)
const quotaFull = refuse('storage_full', 'this conversation has no room for more files', quotaAgainMs)

/** Whether somebody may upload now; a visitor's try is counted. */
export const admitUpload =
  ({ limit, clock }: { limit: WindowLimit; clock: Clock }) =>
  ({ conversation, side }: Uploader): Outcome<null> => {
    if (side === 'admin') return done(null)
    if (conversation.blocked) return blocked
    const allowance = limit.take(conversation.chatId, clock())
    return allowance.ok ? done(null) : refuse('rate_limited', 'too many files', allowance.retryAfterMs)
  }

/**
 * Stores a picture or voice note, its files first and its row then: no row ever points to half a file, and where the row
 * cannot be written nothing stays on the disk.
 */
export const keepUpload = ({ store, files, makeMedium, quota, clock, random, onFault }: Deps) => {
  const put = async (id: string, { whole, thumb }: Made): Promise<void> => {
    await files.put(id, 'whole', whole)
    if (thumb) await files.put(id, 'thumb', thumb)
  }

  const tidy = async (id: string, isKept: boolean): Promise<void> => {
    if (!isKept) await files.remove([id])
    await files.end(id)
  }

  const keep = async (upload: Upload, made: Made): Promise<Outcome<Medium>> => {
    const medium = { id: random.id(), ...made.facts }
    const { conversation, side } = upload
    const hash = await hashOf(upload.bytes)
    let isKept = false
    await files.begin(medium.id)
    try {
      await put(medium.id, made)
      if (side === 'user' && conversation.blocked) return blocked
      isKept = await store.media.add({ ...medium, conversation, side, hash, createdAt: clock() })
      return isKept ? done(medium) : gone
    } finally {
      await tidy(medium.id, isKept).catch(onFault)
    }
  }

  return async (upload: Upload): Promise<Outcome<Medium>> => {
    const made = await makeMedium(upload)
    if (!made.ok) return made
    const { whole, thumb } = made.value
    if (!(await files.hasRoomFor(whole.byteLength + (thumb?.byteLength ?? 0)))) return diskFull
    const end = await quota(upload.conversation, upload.side, whole.byteLength)
    if (!end) return quotaFull
    try {
      return await keep(upload, made.value)
    } finally {
      end()
    }
  }
}

const sliceBytes = 2 ** 20

/** SHA-256, with pauses: a large file must not hold up others. */
const hashOf = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const hasher = new Bun.CryptoHasher('sha256')
  for (let at = 0; at < bytes.byteLength; at += sliceBytes) {
    hasher.update(bytes.subarray(at, at + sliceBytes))
    await Bun.sleep(0)
  }
  return new Uint8Array(hasher.digest())
}
