import { Hono } from 'hono'
import type { Uploaded } from '#protocol/media'
import { mediaQuery, uploadQuery } from '#protocol/media-queries'
import type { Side } from '#protocol/messages'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Identify } from '#server/actions/identify'
import type { findPart } from '#server/actions/media/find-part'
import type { admitUpload, keepUpload, Uploader } from '#server/actions/media/keep-upload'
import type { MediaStore, Medium } from '#server/store/media-ports'
import type { Store } from '#server/store/ports'
import type { BodyRoom } from './body-room.ts'
import type { createReadUpload } from './read-upload.ts'
import { createReadersOf, onlyAs, type Readers } from './readers.ts'
import {
  type Ask,
  type Env,
  notFound,
  parseQuery,
  respondRefused,
  respondUnparsed,
  unauthenticated,
} from './respond.ts'
import { serveMedia } from './serve-media.ts'

type UploadDeps = {
  store: Pick<Store, 'conversations'>
  identify: Identify
  readUpload: ReturnType<typeof createReadUpload>
  /** Memory for bodies: what visitors take of theirs leaves the admin's alone. */
  rooms: Readonly<Record<Side, BodyRoom>>
  admitUpload: ReturnType<typeof admitUpload>
  keepUpload: ReturnType<typeof keepUpload>
}

const noChat = refuse('bad_request', 'chat_id is missing')

/** `/api/media`: pictures and voice notes on their way in. */
export const uploadRoutes = ({
  store,
  identify,
  readUpload,
  rooms,
  admitUpload,
  keepUpload,
}: UploadDeps): Hono<Env> => {
  const app = new Hono<Env>()
  const readersOf = createReadersOf(identify)

  const uploaderOf = async ({ visitor, admin }: Readers, chatId: string | null): Promise<Outcome<Uploader>> => {
    const own = visitor?.conversation
    if (own && (chatId === null || chatId === own.chatId)) return done({ conversation: own, side: 'user' })
    if (!admin) return notFound
    if (chatId === null) return noChat
    const conversation = await store.conversations.find(chatId)
    return conversation ? done({ conversation, side: 'admin' }) : notFound
  }

  const upload = async (c: Ask, readers: Readers): Promise<Outcome<Medium>> => {
    // Who can be nobody else is judged before anything is read.
    const known = readers.admin === null ? await uploaderOf(readers, null) : null
    const admitted = known?.ok ? admitUpload(known.value) : null
    if (admitted?.ok === false) return admitted
    const room = rooms[readers.admin ? 'admin' : 'user']
    const asker = c.get('caller').address
    return readUpload(c.req.raw, room, asker, async ({ bytes, chatId, waveform }) => {
      const uploader = await uploaderOf(readers, chatId)
      if (!uploader.ok) return uploader
      const allowed = admitted ?? admitUpload(uploader.value)
      return allowed.ok ? keepUpload({ ...uploader.value, bytes, waveform, asker }) : allowed
    })
  }

  app.post('/', async (c) => {
    const readers = await readersOf(c)
    if (!readers) return respondRefused(c, unauthenticated)
    const query = parseQuery(c, uploadQuery)
    if (!query.ok) return respondUnparsed(c, query)
    const only = onlyAs(readers, query.value.as)
    if (!only) return respondRefused(c, unauthenticated)
    const kept = await upload(c, only)
    return kept.ok ? c.json(toUploaded(kept.value), 201) : respondRefused(c, kept)
  })

  return app
}

const toUploaded = ({ id, kind, mime, bytes, width, height, durationMs }: Medium): Uploaded => ({
  fileRef: id,
  type: kind,
  mime,
  bytes,
  media_url: `/media/${id}`,
  ...(width !== null && { width }),
  ...(height !== null && { height }),
  ...(durationMs !== null && { duration_ms: durationMs }),
})

type MediaDeps = {
  store: { media: Pick<MediaStore, 'find'> }
  identify: Identify
  findPart: ReturnType<typeof findPart>
}

/** `/media`: the same on their way out, to those who may read the conversation that they are in. */
export const mediaRoutes = ({ store, identify, findPart }: MediaDeps): Hono<Env> => {
  const app = new Hono<Env>()
  const readersOf = createReadersOf(identify)

  app.get('/:id', async (c) => {
    const readers = await readersOf(c)
    if (!readers) return respondRefused(c, unauthenticated)
    const query = parseQuery(c, mediaQuery)
    if (!query.ok) return respondUnparsed(c, query)
    const medium = await store.media.find(c.req.param('id'))
    if (!medium || !mayRead(readers, medium.chatId)) return respondRefused(c, notFound)
    const { thumb, as } = query.value
    const part = await findPart(medium, thumb ? 'thumb' : (as ?? 'whole'))
    if (!part) return respondRefused(c, notFound)
    return serveMedia({ blob: part.blob, type: part.mime, etag: `"${medium.id}.${part.name}"` }, c.req.raw)
  })

  return app
}

const mayRead = ({ visitor, admin }: Readers, chatId: string): boolean =>
  admin !== null || visitor?.conversation.chatId === chatId
