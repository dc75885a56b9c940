import { expect, test } from 'bun:test'
import { emptySearch, followThread, foundThreads, type SearchState } from '#client/state/search'
import { storedMessage, threadRow } from '#tests/support/stored-message'

const at = (minute: number): string => new Date(1_700_000_000_000 + minute * 60_000).toISOString()

const state: SearchState = {
  ...emptySearch,
  q: 'fatura',
  found: 'fatura',
  active: {
    threads: [threadRow('a', { created_at: at(3) }), threadRow('b', { name: 'Fatura', created_at: at(1) })],
    next: null,
  },
  archived: { threads: [threadRow('c', { archived: true, created_at: at(2) })], next: null },
  hits: [
    { message: storedMessage(2, { chat_id: 'a' }), name: 'Eda', cid: 'Eda-a' },
    { message: storedMessage(1, { chat_id: 'c' }), name: 'Eda', cid: 'Eda-c' },
  ],
}

test('a conversation that is gone takes its messages along', () => {
  const after = followThread(state, { chat_id: 'a', deleted: true })
  expect(foundThreads(after).map(({ chat_id }) => chat_id)).toEqual(['b', 'c'])
  expect(after.hits.map(({ message }) => message.id)).toEqual([1])
})

test('whose name is searched for stands first, the archived ones among the others', () => {
  expect(foundThreads(state).map(({ chat_id }) => chat_id)).toEqual(['b', 'a', 'c'])
})

test('what changed is shown as it is now', () => {
  const after = followThread(state, threadRow('a', { archived: true }))
  expect(foundThreads(after).find(({ chat_id }) => chat_id === 'a')?.archived).toBe(true)
  expect(after.hits).toBe(state.hits)
})
