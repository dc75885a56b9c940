import { describe, expect, test } from 'bun:test'
import { createOutboxStore } from '#client/platform/outbox-store'
import { createFakeDatabase } from '#tests/support/fake-database'
import { bytesOf, outboxRow, pictureRow } from '#tests/support/outbox-rows'

const setUp = () => {
  const database = createFakeDatabase()
  const keys = () => Object.fromEntries(Object.entries(database.stores).map(([name, rows]) => [name, [...rows.keys()]]))
  return { database, keys, store: createOutboxStore(database.open) }
}

const full = () => new DOMException('the disk is full', 'QuotaExceededError')
const bytes = bytesOf('the picture')

describe('a device that is full', () => {
  test('keeps neither the row nor the bytes of a picture, and says so', async () => {
    const { database, store, keys } = setUp()
    database.failNext(full(), 3)

    await expect(store.put(pictureRow('p'), bytes)).rejects.toThrow('full')

    expect(keys()).toMatchObject({ media: [], attachments: [] })
  })

  test('makes room out of what can be fetched again, and keeps both', async () => {
    const { database, store, keys } = setUp()
    database.stores.conversations.set('user:chat-1', {})
    database.failNext(full())

    await store.put(pictureRow('p'), bytes)

    expect(keys()).toMatchObject({ media: ['p'], attachments: ['p'], conversations: [] })
  })

  test('that fails for another reason forgets nothing', async () => {
    const { database, store, keys } = setUp()
    database.stores.conversations.set('user:chat-1', {})
    database.failNext(new DOMException('broken', 'UnknownError'))

    await expect(store.put(pictureRow('p'), bytes)).rejects.toThrow('broken')

    expect(keys()).toMatchObject({ conversations: ['user:chat-1'] })
  })
})

describe('a picture', () => {
  test('is kept with its bytes at one moment, where pages of an earlier version do not look', async () => {
    const { database, store, keys } = setUp()

    await store.put(pictureRow('p'), bytes)

    expect(database.written).toEqual([['media', 'attachments']])
    expect(keys()).toMatchObject({ outbox: [], media: ['p'], attachments: ['p'] })
  })

  test('is listed among the texts, and its bytes are asked for by themselves', async () => {
    const { store } = setUp()
    await store.put(outboxRow('a'))
    await store.put(pictureRow('p'), bytes)
    await store.put(pictureRow('of the desk', { side: 'admin' }), bytes)

    expect(await store.all('user')).toEqual([outboxRow('a'), pictureRow('p')])
    expect(await store.bytes('p')).toEqual(bytes)
    expect(await store.bytes('a')).toBeNull()
  })

  test('keeps its bytes when only its row changes', async () => {
    const { store } = setUp()
    await store.put(pictureRow('p'), bytes)

    await store.put(pictureRow('p', { file_ref: 'f' }))

    expect(await store.all('user')).toEqual([pictureRow('p', { file_ref: 'f' })])
    expect(await store.bytes('p')).toEqual(bytes)
  })

  test('goes with its bytes, and no other', async () => {
    const { store, keys } = setUp()
    for (const id of ['p', 'q']) await store.put(pictureRow(id), bytes)

    await store.remove('p')

    expect(keys()).toMatchObject({ media: ['q'], attachments: ['q'] })
  })
})

test('a text waits for no picture that is being written: it is in a store of its own', async () => {
  const { database, store } = setUp()

  await store.put(outboxRow('a'))

  expect(database.written).toEqual([['outbox']])
})
