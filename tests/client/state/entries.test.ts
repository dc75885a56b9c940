import { describe, expect, test } from 'bun:test'
import { type ConversationState, createConversation } from '#client/state/conversation'
import { selectConversation } from '#client/state/entries'
import { emptyOutbox, type OutboxRow } from '#client/state/outbox'
import type { Message } from '#protocol/messages'
import { outboxRow, pictureRow } from '#tests/support/outbox-rows'
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
    const state = stateOf([storedMessage(1, { type: 'call', text: 'a call' })])

    expect(select(state).entries).toMatchObject([{ type: 'call', text: '', medium: null, call: null }])
  })

  test('of a call says how that went, to those who quote it, too', () => {
    const call = { call_id: 'call-1', from: 'user' as const, video: false, outcome: 'of tomorrow', duration_s: 0 }
    const rang = storedMessage(1, { role: 'system', type: 'call', text: null, call })
    const [entry, answer] = select(stateOf([rang, storedMessage(2, { reply_to: 1, call })])).entries

    expect(entry).toMatchObject({ role: 'system', mine: false, state: null, text: '', call })
    expect(answer).toMatchObject({ call: null, quote: { id: 1, role: 'system', text: '', type: 'call', call } })
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

    expect(before[1]?.quote).toEqual({ id: 1, mine: true, role: 'user', text: 'ilk', type: 'text', call: null })
    expect(after[1]?.quote?.text).toBe('son')
    expect(after[1]).not.toBe(before[1])
  })

  test('to a picture quotes its caption, and says what it is', () => {
    const picture = storedMessage(1, { type: 'image', text: null })

    expect(select(stateOf([picture, answer])).entries[1]?.quote).toMatchObject({ type: 'image', text: '' })
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
    expect([editableAt(0, { role: 'admin' }), editableAt(0, { type: 'call' })]).toEqual([false, false])
  })

  test('of a picture or voice note is of its caption, where it has one', () => {
    expect([editableAt(0, { type: 'image' }), editableAt(quarter, { type: 'image' })]).toEqual([true, false])
    expect([editableAt(0, { type: 'audio', text: null }), editableAt(0, { type: 'image', text: '' })]).toEqual([
      false,
      false,
    ])
  })
})

describe('a picture or voice note', () => {
  const waveform = Array.from({ length: 64 }, (_, at) => at)
  const note = storedMessage(1, {
    type: 'audio',
    text: null,
    media_url: '/media/note',
    media: { mime: 'audio/webm', bytes: 900, duration_ms: 4200, waveform },
  })

  test('that the server has is told with its addresses, its caption beside it', () => {
    const media = {
      mime: 'image/webp',
      bytes: 5,
      width: 8,
      height: 6,
      thumb_url: '/media/p?thumb=1',
      placeholder: 'data:',
    }
    const picture = storedMessage(2, { type: 'image', text: 'fatura', media_url: '/media/p', media })

    expect(select(stateOf([note, picture])).entries).toMatchObject([
      { text: '', medium: { kind: 'audio', url: '/media/note', thumbUrl: null, durationMs: 4200, waveform } },
      {
        text: 'fatura',
        progress: null,
        medium: {
          kind: 'image',
          url: '/media/p',
          thumbUrl: '/media/p?thumb=1',
          placeholder: 'data:',
          width: 8,
          height: 6,
        },
      },
    ])
  })

  test('whose facts are missing is one that this page cannot draw', () => {
    expect(select(stateOf([storedMessage(1, { type: 'image', media: null })])).entries[0]?.medium).toBeNull()
  })

  test('that waits has its facts, no address, and is as far as its upload; nothing else is drawn again', () => {
    const rows = [pictureRow('a', { text: 'fatura' }), outboxRow('b')]
    const at = (progress: number) => ({ ...outboxOf(...rows), uploads: new Map([['a', progress]]) })
    const waiting = select(stateOf([note]), outboxOf(...rows)).entries
    const begun = select(stateOf([note]), at(0)).entries
    const half = select(stateOf([note]), at(0.5)).entries
    const same = select(stateOf([note]), at(0.5)).entries

    expect(waiting[1]).toMatchObject({ type: 'image', text: 'fatura', state: 'queued', progress: null })
    expect(waiting[1]?.medium).toMatchObject({ kind: 'image', width: 800, url: null, thumbUrl: null })
    expect([begun[1]?.progress, half[1]?.progress]).toEqual([0, 0.5])
    expect(half[1]?.medium).toBe(begun[1]?.medium as NonNullable<(typeof begun)[1]['medium']>)
    expect(half.map((entry, nth) => entry === begun[nth])).toEqual([true, false, true])
    expect(same[1]).toBe(half[1] as (typeof half)[1])
  })

  test('for which the server has no room waits and says so; one that was refused has failed', () => {
    const outbox = { ...outboxOf(pictureRow('a')), uploads: new Map([['a', 'no_room' as const]]) }

    expect(brief(stateOf([]), outbox)).toEqual([['a', 'queued', 'no_room']])
    expect(brief(stateOf([]), outboxOf(pictureRow('a', { failure: 'storage_full' })))).toEqual([
      ['a', 'failed', 'storage_full'],
    ])
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
