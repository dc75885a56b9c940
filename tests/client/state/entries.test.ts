import { describe, expect, test } from 'bun:test'
import { type ConversationState, createConversation } from '#client/state/conversation'
import { selectConversation } from '#client/state/entries'
import { emptyOutbox, type OutboxRow } from '#client/state/outbox'
import type { Message } from '#protocol/messages'
import { outboxRow } from '#tests/support/outbox-rows'
import { storedMessage } from '#tests/support/stored-message'

const stateOf = (messages: Message[], change: Partial<ConversationState> = {}): ConversationState => ({
  ...createConversation('chat-1', 'Eda-7F3C', 'user'),
  loaded: true,
  messages,
  ...change,
})
const outboxOf = (...rows: OutboxRow[]) => ({ ...emptyOutbox, rows })
const select = (state: ConversationState, outbox = emptyOutbox, isOpen = true) =>
  selectConversation(state, outbox, { isOpen, nowMs: 0 })
const brief = (state: ConversationState, outbox = emptyOutbox, isOpen = true) =>
  select(state, outbox, isOpen).entries.map(({ key, state: own, failure }) => [key, own, failure])

describe('a message', () => {
  test('is not doubled when its ack came before its row left the outbox', () => {
    const state = stateOf([storedMessage(1)])

    expect(brief(state, outboxOf(outboxRow('client-id-1')))).toEqual([['client-id-1', 'sent', null]])
  })

  test('of another conversation is not shown in this one', () => {
    expect(brief(stateOf([]), outboxOf(outboxRow('a', { chat_id: 'chat-2' })))).toEqual([])
  })

  test('keeps one key from the keystroke on; the other side’s is named by its id', () => {
    const queued = brief(stateOf([]), outboxOf(outboxRow('client-id-1')))
    const stored = brief(stateOf([storedMessage(1), storedMessage(2, { role: 'admin' })]))

    expect(queued).toEqual([['client-id-1', 'queued', null]])
    expect(stored).toEqual([
      ['client-id-1', 'sent', null],
      ['m2', null, null],
    ])
  })

  test('of the other side cannot take the place of one’s own by its client_id', () => {
    const state = stateOf([storedMessage(1), storedMessage(2, { role: 'admin', client_id: 'client-id-1' })])

    expect(brief(state).map(([key]) => key)).toEqual(['client-id-1', 'm2'])
  })

  test('is seen once the other side has read up to it', () => {
    const state = stateOf([storedMessage(1), storedMessage(2)], { readBy: { user: 0, admin: 1 } })

    expect(brief(state).map(([, own]) => own)).toEqual(['seen', 'sent'])
  })

  test('of a kind that this page cannot draw has no text', () => {
    const state = stateOf([storedMessage(1, { type: 'image', text: 'caption' })])

    expect(select(state).entries).toMatchObject([{ type: 'image', text: '' }])
  })
})

describe('what is unsent', () => {
  test('stands behind what is stored, in the order of writing, with its refusal', () => {
    const outbox = outboxOf(outboxRow('a'), outboxRow('b', { failure: 'too_large' }), outboxRow('c'))

    expect(brief(stateOf([storedMessage(9)]), outbox)).toEqual([
      ['client-id-9', 'sent', null],
      ['a', 'queued', null],
      ['b', 'failed', 'too_large'],
      ['c', 'queued', null],
    ])
  })

  test('and not kept says so while it cannot be sent either, and waits all the same', () => {
    const outbox = { ...outboxOf(outboxRow('a')), unkept: new Set(['a']) }

    expect(brief(stateOf([]), outbox, true)).toEqual([['a', 'queued', null]])
    expect(brief(stateOf([]), outbox, false)).toEqual([['a', 'queued', 'storage']])
  })
})

describe('an entry', () => {
  test('is the same object until something in it changes', () => {
    const messages = [storedMessage(1), storedMessage(2, { role: 'admin' })]
    const rows = outboxOf(outboxRow('a'))
    const first = select(stateOf(messages), rows).entries
    const second = select(stateOf(messages, { typingUntil: 5 }), rows).entries
    const seen = select(stateOf(messages, { readBy: { user: 0, admin: 2 } }), rows).entries

    expect(second.map((entry, at) => entry === first[at])).toEqual([true, true, true])
    expect(seen.map((entry, at) => entry === first[at])).toEqual([false, true, true])
  })
})

describe('an answer', () => {
  const answer = storedMessage(5, { role: 'admin', reply_to: 1 })

  test('to what is gone or not loaded has no text to quote', () => {
    expect(select(stateOf([answer])).entries).toMatchObject([{ replyTo: 1, quote: { id: 1, text: null } }])
  })

  test('quotes its message, in its newest wording', () => {
    const before = select(stateOf([storedMessage(1, { text: 'ilk' }), answer])).entries
    const after = select(stateOf([storedMessage(1, { text: 'son' }), answer])).entries

    expect(before[1]?.quote).toEqual({ id: 1, mine: true, role: 'user', text: 'ilk' })
    expect(after[1]?.quote?.text).toBe('son')
    expect(after[1]).not.toBe(before[1])
  })

  test('that is not sent yet quotes it too', () => {
    const entries = select(stateOf([storedMessage(1)]), outboxOf(outboxRow('a', { reply_to: 1 }))).entries

    expect(entries[1]).toMatchObject({ key: 'a', replyTo: 1, quote: { id: 1, mine: true } })
  })
})

describe('editing', () => {
  const quarter = 15 * 60_000
  const editableAt = (ageMs: number, change: Partial<Message> = {}): boolean | undefined => {
    const message = storedMessage(1, change)
    const nowMs = Date.parse(message.created_at) + ageMs
    return selectConversation(stateOf([message]), emptyOutbox, { isOpen: true, nowMs }).entries[0]?.editable
  }

  test('is over after 15 minutes, and never there for others’ messages or other kinds', () => {
    expect([editableAt(quarter - 1), editableAt(quarter)]).toEqual([true, false])
    expect([editableAt(0, { role: 'admin' }), editableAt(0, { type: 'image' })]).toEqual([false, false])
  })
})

describe('a conversation', () => {
  test('is not loaded before the read marks of its first join are here', () => {
    const state = stateOf([storedMessage(1)], { hasOlder: true, opening: { readUpTo: 0, isFirst: true } })

    expect(select(state, outboxOf(outboxRow('a')))).toMatchObject({
      loaded: false,
      hasOlder: false,
      entries: [{ key: 'a' }],
    })
  })

  test('that was known already stays in view while it catches up', () => {
    const state = stateOf([storedMessage(1)], { opening: { readUpTo: 0, isFirst: false } })

    expect(select(state)).toMatchObject({ loaded: true, entries: [{ id: 1 }] })
  })

  test('says that the other side types only for a while', () => {
    const state = stateOf([], { typingUntil: 4000 })
    const at = (nowMs: number) => selectConversation(state, emptyOutbox, { isOpen: true, nowMs }).otherTyping

    expect([at(3999), at(4000)]).toEqual([true, false])
  })
})
