import { describe, expect, test } from 'bun:test'
import { copyFileSync } from 'node:fs'
import type { Conversation, NewMessage } from '#server/store/ports'
import { faultOf } from '#tests/support/fault-of'
import { createConversation, hash, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'
import { uploadedTo } from '#tests/support/stored-media'

const setUp = async () => {
  const store = openTestStore()
  const conversation = await createConversation(store)
  return { store, conversation, ...acting(store, conversation) }
}

const acting = (store: ReturnType<typeof openTestStore>, conversation: Conversation) => {
  const upload = (change = {}) => uploadedTo(store, conversation, change)
  const send = (fileRef: string | null, change: Partial<NewMessage> = {}) =>
    store.messages.append(messageOf(conversation, { type: 'image', text: null, fileRef, ...change }))
  return { upload, send }
}

describe('a message cannot show', () => {
  test('a file that nobody uploaded', async () => {
    const { store, conversation, send } = await setUp()

    expect(await send('no-such-file')).toEqual({ kind: 'unknown_file' })
    expect((await store.messages.page(conversation, null, 10)).messages).toEqual([])
  })

  test('a file of another conversation', async () => {
    const { store, send } = await setUp()
    const foreign = await uploadedTo(store, await createConversation(store))

    expect(await send(foreign)).toEqual({ kind: 'unknown_file' })
  })

  test('a file of the other side', async () => {
    const { upload, send } = await setUp()

    expect(await send(await upload({ side: 'admin' }))).toEqual({ kind: 'unknown_file' })
  })

  test('a file that another message shows, or showed before it was deleted', async () => {
    const { store, conversation, upload, send } = await setUp()
    const file = await upload()
    const first = await send(file)
    const again = await send(file)
    if (first.kind !== 'stored') throw new Error(first.kind)
    await store.messages.remove(conversation, [first.message.id])

    expect([again.kind, (await send(file)).kind]).toEqual(['used_file', 'unknown_file'])
  })

  test('a file that two messages name at the same moment, but in the first of them', async () => {
    const { upload, send } = await setUp()
    const file = await upload()

    expect((await Promise.all([send(file), send(file)])).map(({ kind }) => kind)).toEqual(['stored', 'used_file'])
  })

  test('a picture as a voice note', async () => {
    const { upload, send } = await setUp()

    expect(await send(await upload(), { type: 'audio' })).toEqual({ kind: 'other_file_kind' })
  })

  test('anything once the conversation is erased, and no file is kept for it', async () => {
    const { store, conversation, upload } = await setUp()
    await store.conversations.erase([conversation.chatId])

    expect(await store.media.find(await upload())).toBeNull()
  })
})

describe('a message shows', () => {
  test('its picture, wherever it is read', async () => {
    const { store, conversation, upload, send } = await setUp()
    const file = await upload()
    const sent = await send(file, { text: 'kutunun köşesi' })
    if (sent.kind !== 'stored') throw new Error(sent.kind)

    expect(sent.message).toMatchObject({
      type: 'image',
      text: 'kutunun köşesi',
      media_url: `/media/${file}`,
      media: {
        mime: 'image/jpeg',
        bytes: 1000,
        width: 40,
        height: 30,
        thumb_url: `/media/${file}?thumb=1`,
        placeholder: 'data:image/png;base64,AA==',
      },
    })
    expect((await store.messages.page(conversation, null, 10)).messages).toEqual([sent.message])
    expect(await store.messages.changedSince(conversation, 0, 10)).toEqual([sent.message])
    expect(conversation.lastMessage).toEqual(sent.message)
    const { hits } = await store.messages.search({ q: 'köşe', before: null, limit: 10 })
    expect(hits.map(({ message }) => message)).toEqual([sent.message])
  })

  test('its voice note with length and waveform, and no thumbnail', async () => {
    const { upload, send } = await setUp()
    const voice = { kind: 'audio', mime: 'audio/webm', width: null, height: null, placeholder: null } as const
    const file = await upload({ ...voice, durationMs: 2500, waveform: [0, 50, 100] })
    const sent = await send(file, { type: 'audio' })

    expect(sent).toMatchObject({ message: { text: null } })
    expect(sent.kind === 'stored' && sent.message.media).toEqual({
      mime: 'audio/webm',
      bytes: 1000,
      duration_ms: 2500,
      waveform: [0, 50, 100],
    })
  })

  test('it still after its caption was edited and a reaction came', async () => {
    const { store, conversation, upload, send } = await setUp()
    const sent = await send(await upload(), { text: 'eski' })
    if (sent.kind !== 'stored') throw new Error(sent.kind)
    const change = { conversation, id: sent.message.id, limit: null }
    await store.messages.edit({ ...change, role: 'user', text: 'yeni', editedAt: 3000, notBefore: 0 })
    const reacted = await store.messages.react({ ...change, role: 'admin', emoji: '👍' })

    expect(reacted).toMatchObject({ message: { text: 'yeni', reactions: { admin: '👍' }, media: sent.message.media } })
  })

  test('it after a crash, and its file stays used', async () => {
    const place = scratchDatabase()
    const store = openTestStore(place.path)
    const conversation = await createConversation(store)
    const { upload, send } = acting(store, conversation)
    const file = await upload()
    const sent = await send(file)
    for (const end of ['', '-wal']) copyFileSync(place.path + end, `${place.path}.crashed${end}`)

    const reopened = openTestStore(`${place.path}.crashed`)
    const found = await reopened.conversations.find(conversation.chatId)
    if (!found || sent.kind !== 'stored') throw new Error('nothing was stored')
    expect((await reopened.messages.page(found, null, 10)).messages).toEqual([sent.message])
    expect((await acting(reopened, found).send(file)).kind).toBe('used_file')
  })
})

describe('a retry', () => {
  test('with the same file gets the message that was stored, and is not counted', async () => {
    const { upload, send } = await setUp()
    const file = await upload()
    const first = await send(file, { clientId: 'one-picture' })
    const limit = { peek: () => ({ ok: false as const, retryAfterMs: 1 }), take: () => ({ ok: true as const }) }

    expect(await send(file, { clientId: 'one-picture', limit })).toEqual({ ...first, fresh: false } as typeof first)
  })

  test('with a second upload of the same bytes gets it too, and the second upload stays unsent', async () => {
    const { store, upload, send } = await setUp()
    const [one, two] = [await upload({ hash: hash('same') }), await upload({ hash: hash('same') })]
    const first = await send(one, { clientId: 'one-picture' })

    expect(await send(two, { clientId: 'one-picture' })).toEqual({ ...first, fresh: false } as typeof first)
    await store.media.trashUnsent(5000)
    expect(await store.media.trash()).toEqual([two])
  })

  test('with other bytes, another caption or as a text is a conflict', async () => {
    const { upload, send } = await setUp()
    const file = await upload()
    await send(file, { clientId: 'one-picture' })

    const retries = [
      await send(await upload(), { clientId: 'one-picture' }),
      await send(file, { clientId: 'one-picture', text: 'a caption' }),
      await send('no-such-file', { clientId: 'one-picture' }),
      await send(null, { clientId: 'one-picture', type: 'text', text: 'a text' }),
    ]
    expect(retries.map(({ kind }) => kind)).toEqual(Array(4).fill('other_content'))
  })

  test('of a message whose caption was edited since gets it as it is now', async () => {
    const { store, conversation, upload, send } = await setUp()
    const file = await upload()
    const sent = await send(file, { clientId: 'one-picture', text: 'eski' })
    if (sent.kind !== 'stored') throw new Error(sent.kind)
    const own = { conversation, id: sent.message.id, role: 'user', limit: null } as const
    const edited = await store.messages.edit({ ...own, text: 'yeni', editedAt: 3000, notBefore: 0 })

    const retried = await send(file, { clientId: 'one-picture', text: 'eski' })
    expect(edited.kind).toBe('changed')
    expect(retried).toEqual({ ...edited, kind: 'stored', fresh: false } as typeof retried)
  })

  test('of a message that was deleted since gets its tombstone', async () => {
    const { store, conversation, upload, send } = await setUp()
    const file = await upload()
    const sent = await send(file, { clientId: 'one-picture' })
    if (sent.kind !== 'stored') throw new Error(sent.kind)
    await store.messages.remove(conversation, [sent.message.id])

    const retried = await send(file, { clientId: 'one-picture' })
    expect(retried).toMatchObject({ kind: 'stored', fresh: false, message: { deleted: true, media: null } })
  })
})

describe('what is deleted goes into the trash', () => {
  test('with its message, which keeps nothing of it', async () => {
    const { store, conversation, upload, send } = await setUp()
    const [gone, stays] = [await upload(), await upload()]
    const sent = await send(gone)
    await send(stays)
    if (sent.kind !== 'stored') throw new Error(sent.kind)
    const [tombstone] = await store.messages.remove(conversation, [sent.message.id])

    expect(tombstone).toMatchObject({ deleted: true, media_url: null, media: null, text: null })
    expect(await store.media.trash()).toEqual([gone])
    expect([await store.media.find(gone), (await store.media.find(stays))?.chatId]).toEqual([null, conversation.chatId])
  })

  test('with its conversation, sent or not, of both sides', async () => {
    const { store, conversation, upload, send } = await setUp()
    const files = [await upload(), await upload(), await upload({ side: 'admin' })]
    await send(files[0] ?? null)
    const other = await uploadedTo(store, await createConversation(store))
    await store.conversations.erase([conversation.chatId])

    expect((await store.media.trash()).toSorted()).toEqual(files.toSorted())
    expect(await store.media.find(other)).not.toBeNull()
  })

  test('where it was never sent, once it is old enough', async () => {
    const { store, upload, send } = await setUp()
    const [old, sent] = [await upload({ createdAt: 1000 }), await upload({ createdAt: 1000 })]
    const young = await upload({ createdAt: 3000 })
    await send(sent)
    await store.media.trashUnsent(2000)

    expect(await store.media.trash()).toEqual([old])
    expect(await store.media.find(young)).not.toBeNull()
  })

  test('and stays there until its files are gone, also over a restart', async () => {
    const place = scratchDatabase()
    const store = openTestStore(place.path)
    const conversation = await createConversation(store)
    const file = await uploadedTo(store, conversation)
    await store.conversations.erase([conversation.chatId])
    store.close()

    const reopened = openTestStore(place.path)
    expect(await reopened.media.trash()).toEqual([file])
    await reopened.media.emptied([file])
    expect(await reopened.media.trash()).toEqual([])
  })
})

test('a file whose message was rolled back can still be sent', async () => {
  const { store, conversation, upload, send } = await setUp()
  const file = await upload()
  const fault = new RangeError('refused')
  const throws = (): never => {
    throw fault
  }

  expect(await faultOf(send(file, { limit: { peek: () => ({ ok: true }), take: throws } }))).toBe(fault)
  expect((await store.messages.page(conversation, null, 10)).messages).toEqual([])
  expect(await send(file)).toMatchObject({ kind: 'stored', fresh: true, message: { id: 1, rev: 1 } })
})

test('bytes are counted by side, sent or not', async () => {
  const { store, conversation, upload, send } = await setUp()
  await send(await upload({ bytes: 100 }))
  await upload({ bytes: 20 })
  await upload({ bytes: 3, side: 'admin' })
  await uploadedTo(store, await createConversation(store), { bytes: 4000 })

  expect([await store.media.bytesOf(conversation, 'user'), await store.media.bytesOf(conversation, 'admin')]).toEqual([
    120, 3,
  ])
})
