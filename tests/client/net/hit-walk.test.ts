import { describe, expect, test } from 'bun:test'
import { HitWalk } from '#client/net/hit-walk'
import { settled } from '#tests/support/settled'
import { storedMessage } from '#tests/support/stored-message'

const hit = (id: number) => ({ message: storedMessage(id), name: 'Eda', cid: 'Eda-chat-1' })

/** A server that has these hits in `chat-1`, the newest first. */
const setUp = (...first: number[]) => {
  let ids = first
  let failsWith: string | null = null
  const hidden = new Set<number>()
  const reached: number[] = []
  const told: string[] = []
  const asked: string[] = []
  const walk = new HitWalk({
    api: {
      search: async (q, { before = Number.MAX_SAFE_INTEGER, after } = {}) => {
        asked.push(q)
        if (failsWith !== null) return { ok: false, code: failsWith }
        const start = ids.filter((id) => id >= before).length
        const newer = after === undefined ? start : ids.filter((id) => id > after).length - 1
        const page = newer < 0 ? [] : ids.slice(newer, newer + 1)
        const value = { hits: page.map(hit), has_more: false, total: ids.length, newer: Math.max(0, newer) }
        return { ok: true, value }
      },
    },
    isHidden: (id) => hidden.has(id),
    onChange: () => {},
    onReach: (_, id) => void reached.push(id),
    onFailed: (code) => void told.push(code),
    onGone: () => void told.push('gone'),
  })
  const see = (more: { q?: string; rev?: number; chatId?: string | null } = {}): Promise<void> => {
    walk.follow({ chatId: 'chat-1', q: 'fatura', rev: 1, ...more })
    return settled()
  }
  const choose = (id: number | null): Promise<void> => {
    walk.choose(id)
    return settled()
  }
  const step = (towards: 'older' | 'newer'): Promise<void> => {
    walk.step(towards)
    return settled()
  }
  const shown = () => walk.place && `${walk.place.nth} / ${walk.place.total}`
  const change = (...next: number[]): void => {
    ids = next
  }
  const fail = (code: string | null): void => {
    failsWith = code
  }
  return { walk, see, choose, step, shown, change, fail, hidden, reached, told, asked }
}

describe('there is no place', () => {
  test('before the conversation was chosen among what was found', async () => {
    const { see, shown, walk, asked } = setUp(3, 2, 1)
    await see()
    expect(shown()).toBeNull()
    expect(walk.step('older')).toBe(false)
    expect(asked).toEqual([])
  })

  test('where nothing in it fits', async () => {
    const { see, choose, shown, reached } = setUp()
    await see()
    await choose(null)
    expect([shown(), reached]).toEqual([null, []])
  })

  test('once another conversation is open, or the search is over', async () => {
    const { see, choose, shown } = setUp(3)
    for (const next of [{ chatId: 'chat-2' }, { chatId: null }, { q: '' }]) {
      await see()
      await choose(3)
      expect(shown()).toBe('1 / 1')
      await see(next)
      expect(shown()).toBeNull()
    }
  })

  test('for an answer that comes too late', async () => {
    const { see, choose, walk, shown, reached } = setUp(3)
    await see()
    walk.choose(null)
    await see({ chatId: 'chat-2' })
    expect([shown(), reached]).toEqual([null, []])
    await see()
    await choose(null)
    expect(reached).toEqual([3])
  })

  test('and no light once it is left, until it is chosen again', async () => {
    const { see, choose, shown, walk } = setUp(3)
    await see()
    await choose(3)
    walk.leave()
    expect([shown(), walk.lit]).toEqual([null, ''])
    await choose(3)
    expect([shown(), walk.lit]).toEqual(['1 / 1', 'fatura'])
  })
})

test('a step that fails is said and stays where it is; a session that is over ends the desk', async () => {
  const { see, choose, step, shown, fail, told } = setUp(3, 2)
  await see()
  await choose(3)
  fail('offline')
  await step('older')
  fail('unauthenticated')
  await step('older')
  expect([shown(), told]).toEqual(['1 / 2', ['offline', 'gone']])
})

test('it goes to the older ones and back, and stays at the ends', async () => {
  const { see, choose, step, shown, reached, walk } = setUp(9, 5, 2)
  await see()
  await choose(null)
  await step('newer')
  await step('older')
  await step('older')
  expect([shown(), walk.place?.hasOlder, walk.place?.hasNewer]).toEqual(['3 / 3', false, true])
  await step('older')
  await step('newer')
  expect(shown()).toBe('2 / 3')
  expect(reached).toEqual([9, 5, 2, 5])
})

test('steps that are asked for at once are taken one after the other', async () => {
  const { see, choose, walk, reached } = setUp(9, 5, 2)
  await see()
  await choose(9)
  walk.step('older')
  walk.step('older')
  await settled()
  expect(reached).toEqual([5, 2])
})

test('a message that was pressed has its place and is not led to once more', async () => {
  const { see, choose, shown, reached } = setUp(9, 5, 2)
  await see()
  await choose(5)
  expect([shown(), reached]).toEqual(['2 / 3', []])
})

test('what is deleted is passed over, here and elsewhere', async () => {
  const { see, choose, step, shown, change, hidden, reached } = setUp(9, 7, 5, 2)
  await see()
  await choose(9)
  hidden.add(7)
  await step('older')
  expect(reached).toEqual([5])
  change(9, 2)
  await see({ rev: 2 })
  expect(shown()).toBe('2 / 2')
  await step('older')
  await step('newer')
  expect(reached).toEqual([5, 2, 9])
})

test('what comes is counted, and the last one that goes takes the place away', async () => {
  const { see, choose, shown, change, walk } = setUp(3)
  await see()
  await choose(3)
  change(4, 3)
  await see({ rev: 2 })
  expect([shown(), walk.place?.hasNewer]).toEqual(['2 / 2', true])
  change()
  await see({ rev: 3 })
  expect(shown()).toBeNull()
})

test('with other words the reader stays where those are there too, else they are led to the newest', async () => {
  const { see, choose, shown, change, reached, asked } = setUp(9, 5)
  await see()
  await choose(5)
  await see({ q: 'faturam' })
  expect([shown(), reached]).toEqual(['2 / 2', []])
  change(9, 8)
  await see({ q: 'faturanız' })
  expect([shown(), reached]).toEqual(['1 / 2', [9]])
  expect(new Set(asked)).toEqual(new Set(['fatura', 'faturam', 'faturanız']))
})
