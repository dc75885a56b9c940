import { describe, expect, test } from 'bun:test'
import { keepUpload } from '#server/actions/media/keep-upload'
import { createMakeMedium } from '#server/actions/media/make-medium'
import type { FilePart, MediaFiles } from '#server/actions/media/ports'
import { createQuota } from '#server/actions/media/quota'
import { createMakePicture } from '#server/outbound/pictures'
import { createReadVoice } from '#server/outbound/voices'
import { secureRandom } from '#server/random'
import type { NewMedium } from '#server/store/media-ports'
import { type Conversation, StorageFault } from '#server/store/ports'
import { createMemoryFiles } from '#tests/support/memory-files'
import { createConversation, openTestStore } from '#tests/support/memory-store'
import { samplePng } from '#tests/support/sample-pictures'
import { sampleWav } from '#tests/support/uploads'

const picture = samplePng(30, 20)
const now = Date.UTC(2027, 0, 1)

const open = async (
  { add, fail }: { add?: (medium: NewMedium) => Promise<boolean>; fail?: Partial<MediaFiles> } = {},
  mostBytes = 0,
) => {
  const store = openTestStore()
  const conversation = await createConversation(store)
  const faults: unknown[] = []
  const files = createMemoryFiles(fail)
  const media = { add: add ?? store.media.add, bytesOf: store.media.bytesOf }
  const keep = keepUpload({
    store: { media },
    files,
    makeMedium: createMakeMedium({ makePicture: createMakePicture(), readVoice: createReadVoice() }),
    quota: createQuota({ store: { media }, mostBytes }),
    clock: () => now,
    random: secureRandom,
    onFault: (fault) => faults.push(fault),
  })
  const upload = (bytes: Uint8Array, side: 'user' | 'admin' = 'user', of: Conversation = conversation) =>
    keep({ conversation: of, side, bytes, waveform: null, asker: '' })
  return { store, conversation, files, faults, upload }
}

const codeOf = async (kept: ReturnType<Awaited<ReturnType<typeof open>>['upload']>) => {
  const outcome = await kept
  return outcome.ok ? null : outcome.refusal.code
}
const full = async (): Promise<never> => {
  throw new StorageFault('full', null)
}

describe('nothing stays of an upload', () => {
  test('for which the disk would touch its reserve, on either side', async () => {
    const { upload, files } = await open({ fail: { hasRoomFor: async () => false } })
    for (const side of ['user', 'admin'] as const) {
      const kept = await upload(picture, side)
      const refusal = kept.ok ? null : kept.refusal
      expect(refusal?.code).toBe('storage_full')
      expect(refusal?.retryAfterMs).toBeGreaterThan(0)
    }
    expect(files.names()).toEqual([])
  })

  test('of which the second file finds no room', async () => {
    const { upload, files } = await open()
    const { put } = files
    files.put = (id: string, part: FilePart, bytes) => (part === 'thumb' ? full() : put(id, part, bytes))

    await expect(upload(picture)).rejects.toThrow(StorageFault)
    expect([...files.names(), ...files.begun()]).toEqual([])
  })

  test('whose row the database does not take', async () => {
    const { upload, files } = await open({ add: full })

    await expect(upload(picture)).rejects.toThrow(StorageFault)
    expect(files.names()).toEqual([])
  })

  test('whose conversation was erased or blocked meanwhile', async () => {
    const { upload, files, store, conversation } = await open()
    await store.conversations.change(conversation, { blocked: true })
    expect(await codeOf(upload(picture))).toBe('forbidden')
    expect(await codeOf(upload(picture, 'admin'))).toBeNull()
    await store.conversations.erase([conversation.chatId])
    const left = files.names()

    expect(await codeOf(upload(picture, 'admin'))).toBe('not_found')
    expect(files.names()).toEqual(left)
  })

  test('where that cannot be cleared away the first fault is told, the other noted, and the next start clears it', async () => {
    const { upload, files, faults } = await open({
      add: full,
      fail: {
        remove: async () => {
          throw new StorageFault('unavailable', null)
        },
      },
    })

    await expect(upload(picture)).rejects.toMatchObject({ reason: 'full' })
    expect(faults).toMatchObject([{ reason: 'unavailable' }])
    expect(files.begun()).toHaveLength(1)
  })
})

test('a picture and a voice note are stored with all that is known of them', async () => {
  const { upload, files, store, conversation } = await open()
  const [image, audio] = [await upload(picture), await upload(sampleWav(1000))]
  if (!image.ok || !audio.ok) throw new Error('not kept')
  expect(files.begun()).toEqual([])

  expect(await store.media.find(image.value.id)).toEqual({ ...image.value, chatId: conversation.chatId })
  expect(image.value).toMatchObject({ kind: 'image', width: 30, height: 20, durationMs: null, waveform: null })
  expect(image.value.placeholder).toStartWith('data:image/')
  expect(audio.value).toMatchObject({ kind: 'audio', durationMs: 1000, width: null, placeholder: null })
  expect(audio.value.waveform).toHaveLength(64)
  const expected = [`${image.value.id}.whole`, `${image.value.id}.thumb`, `${audio.value.id}.whole`]
  expect(files.names().toSorted()).toEqual(expected.toSorted())
})

test('what did not come to be stored is not counted against the quota', async () => {
  const wav = sampleWav(1000)
  let isFull = true
  const { upload } = await open({ add: async () => (isFull ? full() : true) }, wav.byteLength * 1.5)
  for (let tries = 0; tries < 5; tries++) await upload(wav).catch(() => undefined)
  isFull = false

  expect(await codeOf(upload(wav))).toBeNull()
})
