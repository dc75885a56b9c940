import { expect, test } from 'bun:test'
import { createListMemory } from '#client/net/list-memory'
import { emptyThreads, reduceThreads, selectThreads, type ThreadsEvent } from '#client/state/threads'
import { createFakeCacheStore } from '#tests/support/cache-rows'
import { createFakeClock } from '#tests/support/fake-clock'
import { threadRow } from '#tests/support/stored-message'

const setUp = (cache = createFakeCacheStore()) => {
  const clock = createFakeClock()
  let state = emptyThreads
  const dispatch = (event: ThreadsEvent): void => {
    state = reduceThreads(state, event)
    memory.changed(event)
  }
  const memory = createListMemory({ cache, clock, state: () => state, dispatch })
  const load = (...ids: string[]) =>
    dispatch({ type: 'loaded', filter: 'all', fromStart: true, threads: ids.map((id) => threadRow(id)), next: null })
  const ids = () => selectThreads(state, 'all').map(({ chat_id: chatId }) => chatId)
  const keptIds = () => cache.keptLists.get('all')?.threads.map(({ chat_id: chatId }) => chatId)
  return { cache, clock, memory, dispatch, load, ids, keptIds }
}

test('a desk that was left before its lists were read does not show them', async () => {
  const { cache, memory, ids } = setUp()
  cache.keptLists.set('all', { filter: 'all', threads: [threadRow('a')], hasMore: false })

  const recalling = memory.recall()
  memory.stop()
  await recalling

  expect(ids()).toEqual([])
})

test('an answer that comes after the desk was left is not kept', () => {
  const { cache, clock, memory, load, dispatch } = setUp()
  load('a')

  memory.stop()
  load('a', 'b')
  dispatch({ type: 'updated', update: { chat_id: 'a', deleted: true } })
  memory.flush()
  clock.advance(1500)

  expect(cache.savedLists.all()).toEqual([])
  expect(clock.waiting()).toBe(0)
})

test('lists are kept some time after they changed, and shown at the next start', async () => {
  const first = setUp()
  first.load('a', 'b')
  first.dispatch({ type: 'updated', update: threadRow('c') })
  first.clock.advance(1499)
  expect(first.keptIds()).toBeUndefined()
  first.clock.advance(1)
  expect(first.keptIds()).toEqual(['a', 'b', 'c'])
  expect(first.cache.savedLists.all()).toHaveLength(1)

  const next = setUp(first.cache)
  await next.memory.recall()

  expect(next.ids()).toEqual(['a', 'b', 'c'])
})

test('a conversation that is erased is gone from them at once', () => {
  const { clock, load, dispatch, keptIds } = setUp()
  load('a', 'b')
  clock.advance(1500)

  dispatch({ type: 'updated', update: { chat_id: 'a', deleted: true } })

  expect(keptIds()).toEqual(['b'])
})

test('what waits to be kept is kept when the page goes away, and nothing else', () => {
  const { cache, load, memory, keptIds } = setUp()
  memory.flush()
  expect(cache.savedLists.all()).toEqual([])
  load('a')

  memory.flush()

  expect(keptIds()).toEqual(['a'])
})
