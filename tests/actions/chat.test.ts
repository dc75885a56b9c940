import { describe, expect, test } from 'bun:test'
import { catchUp } from '#server/actions/chat/catch-up'
import { markRead } from '#server/actions/chat/mark-read'
import { postMessage } from '#server/actions/chat/post-message'
import { createWindowLimit } from '#server/domain/rate-limit'
import {
  createConversation,
  createTestAudience,
  createTestClock,
  messageOf,
  openTestStore,
} from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'
import { uploadedTo } from '#tests/support/stored-media'

const createLine = (most = 0, path?: string) => {
  const store = openTestStore(path)
  const audience = createTestAudience()
  const clock = createTestClock()
  const post = postMessage({ store, audience, clock, visitorSends: createWindowLimit({ most, windowMs: 10_000 }) })
  return { store, audience, clock, post, read: markRead({ store, audience }), catchUp: catchUp({ store }) }
}

const textOf = (client_id: string, text = 'merhaba') => ({ chat_id: '', client_id, type: 'text', text }) as const
const pictureOf = (client_id: string, fileRef: string) => ({ chat_id: '', client_id, type: 'image', fileRef }) as const

describe('posting', () => {
  test('more than the limit is refused with the time until one fits, to the visitor alone', async () => {
    const { store, post, clock } = createLine(2)
    const eda = await createConversation(store)
    for (const id of ['first-one', 'second-one']) await post(eda, 'user', textOf(id), null)
    clock.pass(4000)

    expect(await post(eda, 'user', textOf('third-one'), null)).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', message: expect.any(String), retryAfterMs: 6000 },
    })
    expect(await post(eda, 'user', textOf('first-one'), null)).toMatchObject({ ok: true })
    expect(await post(eda, 'admin', textOf('an-answer'), null)).toMatchObject({ ok: true })

    clock.pass(6000)
    expect(await post(eda, 'user', textOf('third-one'), null)).toMatchObject({ ok: true })
  })

  test('a file that is none, is sent already or is of the other kind is refused, and nobody is told', async () => {
    const { store, post, audience } = createLine()
    const eda = await createConversation(store)
    const [used, unsent] = [await uploadedTo(store, eda), await uploadedTo(store, eda)]
    await post(eda, 'user', pictureOf('first-one', used), null)
    audience.told.length = 0

    const refused = [
      await post(eda, 'user', pictureOf('another-one', 'no-such-file'), null),
      await post(eda, 'admin', pictureOf('another-one', unsent), null),
      await post(eda, 'user', pictureOf('another-one', used), null),
      await post(eda, 'user', { ...pictureOf('another-one', unsent), type: 'audio' }, null),
      await post(eda, 'user', pictureOf('first-one', unsent), null),
    ]
    expect(refused.map((outcome) => !outcome.ok && outcome.refusal.code)).toEqual([
      'not_found',
      'not_found',
      'conflict',
      'bad_request',
      'id_conflict',
    ])
    expect(audience.told).toEqual([])
  })

  test('a refused file is not counted, and neither is the retry of a picture', async () => {
    const { store, post } = createLine(1)
    const eda = await createConversation(store)
    const file = await uploadedTo(store, eda)
    await post(eda, 'user', pictureOf('another-one', 'no-such-file'), null)

    expect(await post(eda, 'user', pictureOf('first-one', file), null)).toMatchObject({ ok: true })
    expect(await post(eda, 'user', pictureOf('first-one', file), null)).toMatchObject({ ok: true })
    expect(await post(eda, 'user', pictureOf('another-one', file), null)).toMatchObject({
      refusal: { code: 'rate_limited' },
    })
  })

  test('tells everybody once, and only what is stored; a retry only its sender', async () => {
    const { store, post, audience } = createLine()
    const eda = await createConversation(store)
    const acknowledged: string[] = []
    const sender = { acknowledgeStored: (json: string) => void acknowledged.push(json) }

    await Promise.all([post(eda, 'user', textOf('first-one'), sender), post(eda, 'user', textOf('first-one'), sender)])
    await post(eda, 'user', textOf('first-one', 'başka'), sender)

    expect(audience.told).toEqual([
      ['messageStored', eda, expect.objectContaining({ text: 'merhaba', rev: 1 }), sender],
    ])
    expect(acknowledged.map((json) => JSON.parse(json).rev)).toEqual([1])
  })
})

test('a read mark that does not move tells nobody', async () => {
  const { store, post, read, audience } = createLine()
  const eda = await createConversation(store)
  await post(eda, 'user', textOf('first-one'), null)
  const id = eda.lastMessage?.id ?? 0
  audience.told.length = 0

  await read(eda, 'admin', id, null)
  await read(eda, 'admin', id, null)

  expect(audience.told).toEqual([['readUpTo', eda, 'admin', id, null]])
})

describe('catching up', () => {
  const fill = async (messages: number, text = 'merhaba') => {
    const line = createLine()
    const eda = await createConversation(line.store)
    await Promise.all(Array.from({ length: messages }, () => line.store.messages.append(messageOf(eda, { text }))))
    const since = async (held: number | null, epoch: string | null = line.store.epoch) => {
      const { mode, json, rev, hasMore } = await line.catchUp(eda, { since: held, epoch })
      const revs = json.map((message) => JSON.parse(message).rev)
      return { mode, rev, hasMore, revs, bytes: json.join(',').length }
    }
    return { ...line, eda, since }
  }
  const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)

  test.each([
    ['with no place to start from', null, undefined],
    ['of another epoch', 3, 'another'],
    ['of no epoch', 3, null],
    ['that is ahead of the server', 6, undefined],
  ])('%s gets everything anew, never a part', async (_, held, epoch) => {
    const { since } = await fill(5)

    expect(await since(held, epoch)).toMatchObject({ mode: 'full', revs: [1, 2, 3, 4, 5], rev: 5, hasMore: false })
  })

  test('gets what is missing, and nothing where nothing is', async () => {
    const { since } = await fill(5)

    expect(await since(3)).toMatchObject({ mode: 'delta', revs: [4, 5], rev: 5, hasMore: false })
    expect(await since(5)).toMatchObject({ mode: 'delta', revs: [], rev: 5 })
    expect(await since(0)).toMatchObject({ mode: 'delta', revs: [1, 2, 3, 4, 5] })
  })

  test('of an empty conversation is empty, whole', async () => {
    expect(await (await fill(0)).since(null)).toMatchObject({ mode: 'full', revs: [], rev: 0, hasMore: false })
  })

  test('over 200 changes is the newest 50 instead', async () => {
    const { since } = await fill(230)

    expect(await since(30)).toMatchObject({ mode: 'delta', revs: upTo(31, 230) })
    expect(await since(29)).toMatchObject({ mode: 'full', revs: upTo(181, 230), hasMore: true })
  })

  test('over 256 KiB is the newest that fit instead, in bytes and not in letters', async () => {
    const { since } = await fill(60, 'ş'.repeat(4000))
    const { mode, revs, bytes, hasMore } = await since(0)

    expect([mode, hasMore]).toEqual(['full', true])
    expect(revs).toEqual(upTo(61 - revs.length, 60))
    expect(revs.length).toBe(31)
    expect(bytes * 2).toBeGreaterThan(256 * 1024 - 16_000)
    expect(await since(60 - 31)).toMatchObject({ mode: 'delta', revs: upTo(30, 60) })
    expect(await since(60 - 32)).toMatchObject({ mode: 'full' })
  })

  test('has edits and tombstones in a delta, and no tombstones in the whole', async () => {
    const { path, open } = scratchDatabase()
    const line = createLine(0, path)
    const eda = await createConversation(line.store)
    for (let n = 0; n < 4; n++) await line.store.messages.append(messageOf(eda))
    line.store.close()
    open().run('UPDATE messages SET rev = 5, deleted = 1, text = NULL WHERE rev = 2')
    open().run('UPDATE messages SET rev = 6, text = ?, edited_at = 9000 WHERE rev = 1', ['yeni'])
    open().run('UPDATE chat_sessions SET rev = 6')

    const reopened = createLine(0, path)
    const found = await reopened.store.conversations.find(eda.chatId)
    if (!found) throw new Error('the conversation is gone')
    const since = async (held: number | null) => {
      const { json } = await reopened.catchUp(found, { since: held, epoch: reopened.store.epoch })
      return json.map((message) => JSON.parse(message)).map(({ id, rev, deleted }) => [id, rev, deleted])
    }

    expect(await since(4)).toEqual([
      [2, 5, true],
      [1, 6, false],
    ])
    expect(await since(3)).toEqual([
      [4, 4, false],
      [2, 5, true],
      [1, 6, false],
    ])
    expect(await since(null)).toEqual([
      [1, 6, false],
      [3, 3, false],
      [4, 4, false],
    ])
  })
})
