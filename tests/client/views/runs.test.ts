import { describe, expect, test } from 'bun:test'
import type { Entry } from '#client/state/types'
import { createArrivals, type Item, layOut, unreadAt } from '#client/views/runs'
import { conversation, entry } from './fixtures.ts'

const plain = { hasOlder: false, isTyping: false, unread: null }

const shapeOf = (item: Item): string => {
  if (item.kind !== 'message') return item.kind
  return `${item.key}${item.isContinued ? '' : ' first'}${item.isFollowed ? '' : ' last'}`
}

const shape = (entries: Entry[], layout: Partial<Parameters<typeof layOut>[1]> = {}): string[] =>
  layOut(entries, { ...plain, ...layout }).map(shapeOf)

describe('runs', () => {
  test('another speaker, five minutes, another day, a system line, a failed one: each ends a run', () => {
    expect(shape([entry({ id: 1 }), entry({ id: 2, role: 'admin', at: 1 })])).toEqual([
      'day',
      'm1 first last',
      'm2 first last',
    ])
    expect(shape([entry({ id: 1 }), entry({ id: 2, at: 5 })])).toEqual(['day', 'm1 first last', 'm2 first last'])
    expect(shape([entry({ id: 1, at: 12 * 60 - 1 }), entry({ id: 2, at: 12 * 60 })])).toEqual([
      'day',
      'm1 first last',
      'day',
      'm2 first last',
    ])
    expect(shape([entry({ id: 1, role: 'system' }), entry({ id: 2, role: 'system' })])).toEqual([
      'day',
      'm1 first last',
      'm2 first last',
    ])
    expect(shape([entry({ id: 1, state: 'failed' }), entry({ id: 2 })])).toEqual([
      'day',
      'm1 first last',
      'm2 first last',
    ])
  })

  test('one speaker within five minutes is one run', () => {
    expect(shape([entry({ id: 1 }), entry({ id: 2, at: 4 }), entry({ id: 3, at: 8 })])).toEqual([
      'day',
      'm1 first',
      'm2',
      'm3 last',
    ])
  })

  test('an unsent text of yesterday below the messages of today opens no day of its own', () => {
    const late = entry({ id: null, key: 'unsent1', at: -24 * 60, state: 'queued' })
    expect(shape([entry({ id: 1 }), late])).toEqual(['day', 'm1 first', 'unsent1 last'])
  })

  test('the way to older ones stands first, the typing hint last', () => {
    expect(shape([entry()], { hasOlder: true, isTyping: true })).toEqual(['older', 'day', 'm1 first last', 'typing'])
  })
})

describe('the mark of new messages', () => {
  const theirs = (id: number, at = id) => entry({ id, role: 'admin', mine: false, at })
  const markIn = (entries: Entry[], hasOlder = false, unread = { from: 2, upTo: 3 }) =>
    layOut(entries, { hasOlder, isTyping: false, unread }).find((item) => item.kind === 'new')

  test('there is none without an unread message of the other side', () => {
    expect(markIn([theirs(1)])).toBeUndefined()
    expect(markIn([theirs(1), entry({ id: 2 })])).toBeUndefined()
  })

  test('it stands above the first one, ends a run, and counts only what was unread at the opening', () => {
    const entries = [theirs(1), theirs(2), theirs(3), theirs(4)]
    expect(markIn(entries)).toMatchObject({ count: 2, isLeast: false })
    expect(shape(entries, { unread: { from: 2, upTo: 3 } })).toEqual([
      'day',
      'm1 first last',
      'new',
      'm2 first',
      'm3',
      'm4 last',
    ])
  })

  test('while the first unread one is not loaded the number is the least', () => {
    expect(markIn([theirs(3), theirs(4)], true)).toMatchObject({ count: 1, isLeast: true })
    expect(markIn([theirs(2), theirs(3)], true)).toMatchObject({ count: 2, isLeast: false })
  })

  test('it is fixed at the opening', () => {
    const opened = unreadAt(conversation({ unreadFrom: 2, entries: [theirs(2), theirs(3)] }), null)
    expect(opened).toEqual({ from: 2, upTo: 3 })
    expect(unreadAt(conversation({ unreadFrom: 2, entries: [theirs(2), theirs(3), theirs(9)] }), opened)).toBe(opened)
    expect(unreadAt(conversation({ unreadFrom: null }), opened)).toBeNull()
  })
})

describe('arrivals', () => {
  const after = (...known: Entry[]) => {
    const came = createArrivals()
    came(known)
    return came
  }
  const keys = (entries: Entry[]) => entries.map(({ key }) => key)

  test('the first load, an older page and what comes back are no arrivals', () => {
    expect(after()([entry({ id: 1 }), entry({ id: 2 })])).toEqual([])
    expect(after(entry({ id: 2 }))([entry({ id: 1 }), entry({ id: 2 })])).toEqual([])
    const came = after(entry({ id: 1 }), entry({ id: 2 }))
    expect(came([entry({ id: 1 })])).toEqual([])
    expect(came([entry({ id: 1 }), entry({ id: 2 })])).toEqual([])
  })

  test('what comes between a stored and an unsent one is, once', () => {
    const unsent = entry({ id: null, key: 'unsent1' })
    const came = after(entry({ id: 1 }), unsent)
    expect(keys(came([entry({ id: 1 }), entry({ id: 2 }), unsent]))).toEqual(['m2'])
    expect(came([entry({ id: 1 }), entry({ id: 2 }), unsent])).toEqual([])
  })
})
