import { describe, expect, test } from 'bun:test'
import { cachedConversation, isBorneOut, toCached, toCachedLists, withCached } from '#client/state/cached'
import { type ConversationState, createConversation, reduceConversation } from '#client/state/conversation'
import { emptyThreads, reduceThreads } from '#client/state/threads'
import type { Message } from '#protocol/messages'
import { cachedTalk } from '#tests/support/cache-rows'
import { storedMessage, threadRow } from '#tests/support/stored-message'

const moments = { savedAt: 7000, usedAt: 5000 }

const loaded = (messages: readonly Message[], change: Partial<ConversationState> = {}): ConversationState => ({
  ...createConversation('chat-1', 'Eda-7F3C', 'user'),
  epoch: 'epoch-1',
  rev: messages.at(-1)?.rev ?? 0,
  loaded: true,
  messages,
  ...change,
})
const many = (count: number, text = 'Merhaba'): Message[] =>
  Array.from({ length: count }, (_, at) => storedMessage(at + 1, { text }))

describe('nothing is kept', () => {
  test.each([
    ['of which the server has said nothing', { loaded: false }],
    ['that has a hole', { hole: true }],
    ['that is itself what was kept', { recalledAt: 6000 }],
  ])('of a conversation %s', (_, change) => {
    expect(toCached(loaded(many(1), change), moments)).toBeNull()
  })
})

describe('what is kept of a conversation', () => {
  test('is its newest 200 messages, and that there are older ones', () => {
    const cached = toCached(loaded(many(250)), moments)

    expect(cached?.messages).toHaveLength(200)
    expect(cached?.messages.at(0)?.id).toBe(51)
    expect(cached).toMatchObject({ rev: 250, hasOlder: true, savedAt: 7000, usedAt: 5000 })
  })

  test('is less of it where the messages are long', () => {
    const cached = toCached(loaded(many(200, 'ş'.repeat(4000))), moments)

    expect(cached?.messages.at(-1)?.id).toBe(200)
    expect(cached?.hasOlder).toBe(true)
    const bytes = new TextEncoder().encode(JSON.stringify(cached)).byteLength
    expect(bytes).toBeLessThan(512 * 1024)
    expect(bytes).toBeGreaterThan(300 * 1024)
  })

  test('is less of it where pictures and voice notes bring much with them', () => {
    const media = {
      mime: 'image/webp',
      bytes: 1,
      placeholder: `data:${'A'.repeat(4000)}`,
      waveform: Array.from({ length: 64 }, () => 100),
    }
    const pictures = many(200).map((message): Message => ({ ...message, type: 'image', media_url: '/media/x', media }))
    const cached = toCached(loaded(pictures), moments)

    const bytes = new TextEncoder().encode(JSON.stringify(cached)).byteLength
    expect(bytes).toBeLessThan(512 * 1024)
    expect(cached?.messages.at(-1)?.id).toBe(200)
  })

  test('fits the schema with which it is read', () => {
    expect(cachedConversation.safeParse(toCached(loaded(many(3)), moments)).success).toBe(true)
  })
})

describe('what is kept is not borne out by the lists', () => {
  const weekMs = 7 * 24 * 60 * 60_000
  const kept = cachedTalk(1, 2)
  const row = (change: Partial<Message> = {}) =>
    threadRow('chat-1', { last_message: storedMessage(2, { role: 'admin', ...change }) })

  test.each([
    ['that do not name it', undefined],
    ['where a newer message has come', row({ id: 3, rev: 3 })],
    ['where its last message was changed', row({ rev: 3 })],
    ['where its last message is gone', row({ id: 1, rev: 1 })],
    ['where all of it is gone', threadRow('chat-1')],
  ])('%s', (_, told) => {
    expect(isBorneOut(kept, told, kept.savedAt)).toBe(false)
  })

  test('for longer than a week: they do not tell of what was deleted further up', () => {
    expect(isBorneOut(kept, row(), kept.savedAt + weekMs - 1)).toBe(true)
    expect(isBorneOut(kept, row(), kept.savedAt + weekMs)).toBe(false)
  })
})

test('a conversation in which nothing was said is borne out by its row', () => {
  expect(isBorneOut(cachedTalk(), threadRow('chat-1'), 1_600_000_000_000)).toBe(true)
})

describe('what was kept is not taken', () => {
  test.each([
    ['without its rev', { rev: undefined }],
    ['with a message of another conversation', { messages: [storedMessage(1, { chat_id: 'chat-2' })] }],
    ['with a message that is deleted', { messages: [storedMessage(1, { deleted: true })] }],
    ['out of order', { messages: [storedMessage(2), storedMessage(1)] }],
    ['with a message twice', { messages: [storedMessage(1), storedMessage(1)] }],
  ])('%s', (_, change) => {
    expect(cachedConversation.safeParse({ ...cachedTalk(1), ...change }).success).toBe(false)
  })

  test('where the server was faster', () => {
    const state = loaded(many(2))

    expect(withCached(state, cachedTalk(1))).toBe(state)
  })
})

describe('a conversation that was recalled', () => {
  const opened = reduceConversation(createConversation('chat-1', '', 'user'), { type: 'opened', current: false })
  const recalled = reduceConversation(opened, { type: 'recalled', cached: cachedTalk(1, 2) })
  const history = (change = {}) => ({
    type: 'history' as const,
    history: {
      chat_id: 'chat-1',
      epoch: 'epoch-1',
      mode: 'delta' as const,
      messages: [storedMessage(1, { rev: 3, deleted: true })],
      rev: 3,
      has_more: false,
      ...change,
    },
  })

  test('says of when it is, who it is with, and nothing of who is there', () => {
    expect(recalled).toMatchObject({ loaded: true, rev: 2, recalledAt: 1_600_000_000_000, presence: null })
    expect(recalled.cid).toBe('Eda-7F3C')
  })

  test('is of now as soon as the server has said what was missed, deletions too', () => {
    const now = reduceConversation(recalled, history())

    expect(now).toMatchObject({ recalledAt: null, rev: 3 })
    expect(now.messages.map(({ id }) => id)).toEqual([2])
  })

  test('is dropped where the server was restored', () => {
    const now = reduceConversation(recalled, history({ epoch: 'epoch-2', mode: 'full', messages: many(1), rev: 1 }))

    expect(now.messages).toEqual(many(1))
    expect(now).toMatchObject({ epoch: 'epoch-2', rev: 1, recalledAt: null })
  })

  test('is of now where its newest page was asked for, though nothing is new', () => {
    const now = reduceConversation(recalled, { type: 'asked', messages: recalled.messages, hasMore: false })

    expect(now.recalledAt).toBeNull()
  })

  test('shows where the unread ones begin once the last frame of the join has come', () => {
    const presence = { chat_id: 'chat-1', role: 'admin' as const, online: true, last_seen: null }
    const joined = reduceConversation(recalled, history({ messages: [], rev: 2 }))

    expect(recalled.unreadFrom).toBeNull()
    expect(reduceConversation(joined, { type: 'presence', presence }).unreadFrom).toBe(1)
  })

  test('is not called unreachable', () => {
    expect(reduceConversation(recalled, { type: 'ask-failed' })).toBe(recalled)
    const missing = reduceConversation(opened, { type: 'ask-failed' })
    expect(missing.unreachable).toBe(true)
    expect(reduceConversation(missing, { type: 'recalled', cached: cachedTalk(1) }).unreachable).toBe(false)
  })
})

describe('of the lists', () => {
  const load = (ids: string[], next: string | null = null) =>
    reduceThreads(emptyThreads, {
      type: 'loaded',
      filter: 'waiting',
      fromStart: true,
      threads: ids.map((id) => threadRow(id, { online: true })),
      next,
    })

  test('only those that the server has told of are kept, and nobody in them is there', () => {
    const [list, ...others] = toCachedLists(load(['a', 'b']))

    expect(others).toEqual([])
    expect(list).toMatchObject({ filter: 'waiting', hasMore: false })
    expect(list?.threads.map(({ online }) => online)).toEqual([false, false])
  })

  test('the first fifty are kept, with the word that there are more', () => {
    const [list] = toCachedLists(load(Array.from({ length: 60 }, (_, at) => `chat-${at}`)))

    expect(list?.threads).toHaveLength(50)
    expect(list?.hasMore).toBe(true)
  })

  test('one that was recalled is shown until the server tells more, and not kept again', () => {
    const list = { filter: 'waiting' as const, threads: [threadRow('a')], hasMore: true }
    const recalled = reduceThreads(emptyThreads, { type: 'recalled', list })

    expect(recalled.lists.waiting).toMatchObject({ ids: ['a'], loaded: true, recalled: true, next: '' })
    expect(toCachedLists(recalled)).toEqual([])
    const told = load(['b'])
    expect(reduceThreads(told, { type: 'recalled', list })).toBe(told)
  })
})
