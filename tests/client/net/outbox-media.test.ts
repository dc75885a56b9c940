import { describe, expect, test } from 'bun:test'
import { Outbox } from '#client/net/outbox'
import { createFakeClock } from '#tests/support/fake-clock'
import { attachedPicture, createFakeOutboxStore, pictureRow } from '#tests/support/outbox-rows'
import { settled } from '#tests/support/settled'

const setUp = (store = createFakeOutboxStore()) => {
  let ids = 0
  const told = { notKept: 0, changes: 0 }
  const outbox = new Outbox({
    side: 'user',
    store,
    tabs: { tell: () => {} },
    clock: createFakeClock(1000),
    newId: () => `new-id-${++ids}`,
    onChange: () => told.changes++,
    onNotKept: () => told.notKept++,
  })
  const textOf = async (id: string) => (await outbox.bytesOf(id))?.text()
  return { outbox, store, told, textOf }
}

describe('a picture on a device that refuses', () => {
  test('is in memory, to be shown and sent, and the person is told', async () => {
    const { outbox, store, told, textOf } = setUp()
    store.isRefusing = true

    outbox.write('chat-1', '', null, attachedPicture())
    await settled()
    outbox.uploaded('new-id-1', 'f')
    await settled()

    expect(outbox.state.unkept).toEqual(new Set(['new-id-1']))
    expect(outbox.state.rows).toEqual([pictureRow('new-id-1', { file_ref: 'f' })])
    expect(await textOf('new-id-1')).toBe('abc')
    expect(told.notKept).toBe(1)
  })

  test('later has no bytes here where it was written in another tab', async () => {
    const { outbox, store } = setUp(createFakeOutboxStore(pictureRow('p')))
    await outbox.read()
    store.isRefusing = true

    expect(await outbox.bytesOf('p')).toBeNull()
  })
})

describe('a picture', () => {
  test('whose caption is too long is refused before anything is uploaded', () => {
    const { outbox } = setUp()

    outbox.write('chat-1', 'x'.repeat(4001), null, attachedPicture())

    expect(outbox.state.rows[0]?.failure).toBe('too_long')
  })

  test('needs no caption; its row and bytes are kept before it counts as kept', async () => {
    const { outbox, store, textOf } = setUp()

    outbox.write('chat-1', ' ', 7, attachedPicture())
    expect(outbox.state.saving).toEqual(new Set(['new-id-1']))
    expect(await textOf('new-id-1')).toBe('abc')
    await settled()

    expect(outbox.state.saving.size).toBe(0)
    expect(store.rows.get('new-id-1')).toEqual(pictureRow('new-id-1', { reply_to: 7 }))
    expect(new TextDecoder().decode(store.bytesById.get('new-id-1'))).toBe('abc')
  })

  test('that was written before this page was opened is read from the device, as what it is', async () => {
    const { outbox } = setUp(createFakeOutboxStore(pictureRow('p')))
    await outbox.read()

    const blob = await outbox.bytesOf('p')

    expect(outbox.isFromHere('p')).toBe(false)
    expect([await blob?.text(), blob?.type]).toEqual(['abc', 'image/webp'])
  })

  test('that was uploaded names its upload on every later visit, and its bytes stay until it is sent', async () => {
    const first = setUp(createFakeOutboxStore(pictureRow('p')))
    await first.outbox.read()
    first.outbox.uploaded('p', 'f')
    await settled()

    const second = setUp(first.store)
    await second.outbox.read()

    expect(second.outbox.state.rows).toEqual([pictureRow('p', { file_ref: 'f' })])
    expect(await second.textOf('p')).toBe('abc')
  })

  test('that was refused goes again with the same upload, and without it where the server lost the file', async () => {
    const { outbox } = setUp(createFakeOutboxStore(pictureRow('p', { file_ref: 'f' })))
    await outbox.read()
    outbox.fail('p', 'forbidden')
    outbox.retry('p')
    expect(outbox.state.rows).toEqual([pictureRow('p', { file_ref: 'f' })])

    outbox.dropUpload('p')
    expect(outbox.state.rows).toEqual([pictureRow('p')])
    outbox.dropUpload('p', 'file_lost')

    expect(outbox.state.rows).toEqual([pictureRow('p', { failure: 'file_lost' })])
  })

  test('that is not wanted any more takes its bytes along', async () => {
    const { outbox, store } = setUp()
    outbox.write('chat-1', '', null, attachedPicture())
    await settled()

    outbox.remove('new-id-1')
    await settled()

    expect([store.rows.size, store.bytesById.size]).toEqual([0, 0])
    expect(await outbox.bytesOf('new-id-1')).toBeNull()
  })

  test('that another tab has sent is let go of here', async () => {
    const { outbox, store } = setUp()
    outbox.write('chat-1', '', null, attachedPicture())
    await settled()
    await store.remove('new-id-1')

    await outbox.read()

    expect(outbox.state.rows).toEqual([])
    expect(outbox.isFromHere('new-id-1')).toBe(false)
  })
})

describe('how far an upload is', () => {
  test('is told once for each step, and for nothing that is gone', async () => {
    const { outbox, told } = setUp(createFakeOutboxStore(pictureRow('p')))
    await outbox.read()
    const before = told.changes

    outbox.uploading('p', 0.5)
    outbox.uploading('p', 0.5)
    outbox.uploading('gone', 0.5)

    expect(told.changes - before).toBe(1)
    expect(outbox.state.uploads).toEqual(new Map([['p', 0.5]]))
  })
})
