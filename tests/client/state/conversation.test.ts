import { describe, expect, test } from 'bun:test'
import {
  type ConversationEvent,
  type ConversationState,
  countUnread,
  createConversation,
  reduceConversation,
} from '#client/state/conversation'
import type { Message, Side } from '#protocol/messages'
import { storedMessage } from '#tests/support/stored-message'

const full = (messages: Message[], change = {}): ConversationEvent => ({
  type: 'history',
  history: {
    chat_id: 'chat-1',
    epoch: 'e1',
    mode: 'full',
    messages,
    rev: messages.at(-1)?.rev ?? 0,
    has_more: false,
    ...change,
  },
})
const delta = (messages: Message[], rev: number): ConversationEvent => full(messages, { mode: 'delta', rev })
const message = (stored: Message): ConversationEvent => ({ type: 'message', message: stored })
const updated = (messages: Message[], rev: number): ConversationEvent => ({
  type: 'updated',
  updated: { chat_id: 'chat-1', messages, rev },
})
const presence = (role: Side = 'admin'): ConversationEvent => ({
  type: 'presence',
  presence: { chat_id: 'chat-1', role, online: true, last_seen: null },
})
const read = (role: Side, id: number): ConversationEvent => ({ type: 'read', mark: { chat_id: 'chat-1', role, id } })

const after = (...events: ConversationEvent[]): ConversationState =>
  events.reduce(reduceConversation, createConversation('chat-1', 'Eda-7F3C', 'user'))
const ids = ({ messages }: ConversationState) => messages.map(({ id }) => id)
const own = (id: number, change = {}) => storedMessage(id, change)
const theirs = (id: number, change = {}) => storedMessage(id, { role: 'admin', ...change })
const tombstone = (id: number, rev: number) => storedMessage(id, { rev, deleted: true, text: null })

describe('a hole', () => {
  test('is seen when a rev is left out, and the message is shown in its place all the same', () => {
    const state = after(full([own(1), own(2)]), message(own(4)))

    expect(state).toMatchObject({ hole: true, rev: 2 })
    expect(ids(state)).toEqual([1, 2, 4])
  })

  test('is not taken for filled by what comes behind it', () => {
    expect(after(full([own(1)]), message(own(3)), message(own(4)))).toMatchObject({ hole: true, rev: 1 })
  })

  test('is filled by the history that the next join brings', () => {
    const state = after(full([own(1)]), message(own(3)), delta([own(2), own(3)], 3))

    expect(state).toMatchObject({ hole: false, rev: 3 })
    expect(ids(state)).toEqual([1, 2, 3])
  })

  test('is seen in an update too', () => {
    expect(after(full([own(1), own(2)]), updated([own(1, { rev: 4 })], 4))).toMatchObject({ hole: true, rev: 2 })
  })

  test('is none where one frame changes several messages', () => {
    const state = after(full([own(1), own(2), own(3)]), updated([tombstone(1, 4), tombstone(3, 5)], 5))

    expect(state).toMatchObject({ hole: false, rev: 5 })
    expect(ids(state)).toEqual([2])
  })
})

describe('a message', () => {
  test('before the first history changes nothing: the history has it', () => {
    const before = after()

    expect(reduceConversation(before, message(own(1)))).toBe(before)
  })

  test('is there once, however often and in whatever order it comes', () => {
    const state = after(full([own(1)]), message(own(2)), message(own(2)), delta([own(2), own(3)], 3), message(own(3)))

    expect(ids(state)).toEqual([1, 2, 3])
    expect(state).toMatchObject({ rev: 3, hole: false })
  })

  test('takes its place by id, not by arrival', () => {
    expect(ids(after(full([own(1), own(5)], { rev: 2 }), message(own(3, { rev: 3 }))))).toEqual([1, 3, 5])
  })

  test('gives way to its newer version and never goes back', () => {
    const state = after(full([own(1)]), updated([own(1, { rev: 2, text: 'new' })], 2), message(own(1)))

    expect(state.messages).toMatchObject([{ text: 'new', rev: 2 }])
  })

  test('that is gone disappears, and does not come back as its own retry', () => {
    const state = after(full([own(1), own(2)]), delta([tombstone(1, 3)], 3), message(tombstone(1, 3)))

    expect(ids(state)).toEqual([2])
    expect(state.hole).toBe(false)
  })

  test('older than what is loaded stays out, for the page that brings it brings its neighbours', () => {
    const state = after(full([own(10), own(11)], { has_more: true }), delta([own(4, { rev: 12 })], 12))

    expect(ids(state)).toEqual([10, 11])
    expect(state.rev).toBe(12)
  })

  test('that changed nothing leaves the state as it is', () => {
    const state = after(full([own(1), own(2)]))

    expect(reduceConversation(state, message(own(2)))).toBe(state)
  })
})

describe('a full history', () => {
  test('replaces what was held and keeps the objects that did not change', () => {
    const first = after(full([own(1), own(2), own(3)]))
    const second = reduceConversation(first, full([own(2), own(3, { rev: 9 }), own(4)], { has_more: true, rev: 10 }))

    expect(ids(second)).toEqual([2, 3, 4])
    expect(second).toMatchObject({ hasOlder: true, rev: 10 })
    expect(second.messages[0]).toBe(first.messages[1] as Message)
    expect(second.messages[1]).not.toBe(first.messages[2] as Message)
  })

  test('of a restored server trusts nothing that was known', () => {
    const first = after(full([own(1), theirs(2)]), read('admin', 1), { type: 'seen', id: 2 })
    const second = reduceConversation(first, full([own(1, { text: 'other' })], { epoch: 'e2', rev: 1 }))

    expect(second).toMatchObject({ epoch: 'e2', rev: 1, readBy: { user: 0, admin: 0 }, seenUpTo: 0 })
    expect(second.messages).toMatchObject([{ text: 'other' }])
  })
})

describe('older pages', () => {
  const loaded = after(full([own(10), own(11)], { has_more: true }), { type: 'older-asked' })
  const older = (before: number, messages: Message[], hasMore = false): ConversationEvent => ({
    type: 'older',
    before,
    messages,
    hasMore,
  })

  test('come before what is there', () => {
    const state = reduceConversation(loaded, older(10, [own(8), own(9)], true))

    expect(ids(state)).toEqual([8, 9, 10, 11])
    expect(state).toMatchObject({ hasOlder: true, loadingOlder: false })
  })

  test('that were asked for another beginning are dropped', () => {
    const state = reduceConversation(loaded, older(7, [own(5)]))

    expect(ids(state)).toEqual([10, 11])
    expect(state).toMatchObject({ hasOlder: true, loadingOlder: false })
  })

  test('may be asked for again after a failure', () => {
    expect(reduceConversation(loaded, { type: 'older-failed' })).toMatchObject({ loadingOlder: false, hasOlder: true })
  })

  test('read before a change do not undo it', () => {
    const changed = reduceConversation(loaded, updated([tombstone(9, 12), own(8, { rev: 13, text: 'new' })], 13))
    const state = reduceConversation(changed, older(10, [own(8), own(9)]))

    expect(ids(state)).toEqual([8, 10, 11])
    expect(state.messages[0]).toMatchObject({ text: 'new' })
  })
})

describe('what is read', () => {
  test('never goes back', () => {
    expect(after(read('admin', 5), read('admin', 3)).readBy).toEqual({ user: 0, admin: 5 })
  })

  test('by the admin is everything before its own message', () => {
    expect(after(full([own(1)]), message(theirs(2))).readBy.admin).toBe(2)
  })
})

describe('what is unread', () => {
  const opened: ConversationEvent = { type: 'opened', current: false }

  test('is not known before the read marks have come behind the history', () => {
    const state = after(opened, full([own(1), theirs(2)]))

    expect(state).toMatchObject({ unreadFrom: null, opening: { isFirst: true } })
    expect(countUnread(state)).toBe(0)
  })

  test('begins after the mark of this side, also when the page has already shown more', () => {
    const state = after(
      opened,
      full([theirs(1), own(2), theirs(3), theirs(4)]),
      read('user', 2),
      { type: 'seen', id: 4 },
      presence(),
    )

    expect(state).toMatchObject({ unreadFrom: 3, opening: null })
    expect(countUnread(state)).toBe(0)
  })

  test('keeps its beginning until the conversation is opened again', () => {
    const shown = after(opened, full([theirs(1)]), presence(), { type: 'seen', id: 1 }, message(theirs(2)), presence())
    const again = reduceConversation(shown, { type: 'opened', current: true })

    expect(shown.unreadFrom).toBe(1)
    expect(countUnread(shown)).toBe(1)
    expect(again.unreadFrom).toBe(2)
  })

  test('is nothing of one’s own and nothing of the system', () => {
    const state = after(opened, full([own(1), storedMessage(2, { role: 'system', type: 'call' })]), presence())

    expect(state.unreadFrom).toBeNull()
    expect(countUnread(state)).toBe(0)
  })
})

describe('the other side', () => {
  test('is told apart from this side', () => {
    expect(after(presence('user')).presence).toBeNull()
    expect(after({ type: 'typing', role: 'user', nowMs: 1000 }).typingUntil).toBe(0)
  })

  test('types for four seconds, or until its message is there', () => {
    const typing: ConversationEvent = { type: 'typing', role: 'admin', nowMs: 1000 }

    expect(after(full([own(1)]), typing).typingUntil).toBe(5000)
    expect(after(full([own(1)]), typing, message(own(2))).typingUntil).toBe(5000)
    expect(after(full([own(1)]), typing, message(theirs(2))).typingUntil).toBe(0)
  })
})

describe('the newest messages, asked for while the line is down', () => {
  const asked = (messages: Message[], hasMore = false): ConversationEvent => ({ type: 'asked', messages, hasMore })

  test('change nothing where nothing is new', () => {
    const state = after(full([own(1), own(2)]))

    expect(reduceConversation(state, asked([own(1), own(2)]))).toBe(state)
  })

  test('do not take back a newer version', () => {
    const state = after(full([own(1, { rev: 3, text: 'newer' })]), asked([own(1, { text: 'older' })]))

    expect(state.messages[0]?.text).toBe('newer')
  })

  test('bring what is new and changed, and take away what is not among them any more', () => {
    const state = after(full([own(1), own(2), own(3)]), asked([own(1), own(2, { rev: 4, text: 'edited' }), own(5)]))

    expect(ids(state)).toEqual([1, 2, 5])
    expect(state.messages[1]?.text).toBe('edited')
  })

  test('leave older messages as they are, and do not move the rev', () => {
    const state = after(full([own(1), own(2), own(3)]), asked([own(3), own(4)], true))

    expect(ids(state)).toEqual([1, 2, 3, 4])
    expect(state).toMatchObject({ rev: 3, hasOlder: false, hole: false })
  })

  test('that do not reach what is held stand alone, for a list has no gap', () => {
    const state = after(full([own(1), own(2)]), asked([own(8), own(9)], true))

    expect(ids(state)).toEqual([8, 9])
    expect(state.hasOlder).toBe(true)
  })

  test('empty a conversation whose messages are all deleted', () => {
    expect(ids(after(full([own(1), own(2)]), asked([])))).toEqual([])
  })

  test('are a first look as well, without a mark that nobody can know', () => {
    const state = after({ type: 'opened', current: false }, asked([theirs(1)]))

    expect(state).toMatchObject({ loaded: true, unreadFrom: null, opening: null })
  })

  test('find the first unread one of a conversation that was opened anew', () => {
    const state = after(
      full([theirs(1)]),
      read('user', 1),
      presence(),
      { type: 'opened', current: false },
      asked([theirs(1), theirs(2)]),
    )

    expect(state.unreadFrom).toBe(2)
  })
})
