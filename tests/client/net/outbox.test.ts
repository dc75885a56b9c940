import { describe, expect, test } from 'bun:test'
import { Outbox } from '#client/net/outbox'
import { createFakeClock } from '#tests/support/fake-clock'
import { createFakeOutboxStore, outboxRow } from '#tests/support/outbox-rows'
import { settled } from '#tests/support/settled'

const setUp = (store = createFakeOutboxStore()) => {
  const clock = createFakeClock(5000)
  let ids = 0
  const told = { tabs: 0, notKept: 0, changes: 0 }
  const outbox = new Outbox({
    side: 'user',
    store,
    tabs: { tell: () => told.tabs++ },
    clock,
    newId: () => `new-id-${++ids}`,
    onChange: () => told.changes++,
    onNotKept: () => told.notKept++,
  })
  const shown = () => outbox.state.rows.map(({ client_id: id, failure }) => (failure ? `${id} ${failure}` : id))
  return { outbox, store, told, shown, clock }
}

describe('a text', () => {
  test('that is blank is nothing', () => {
    const { outbox, shown } = setUp()

    outbox.write('chat-1', ' \n ')

    expect(shown()).toEqual([])
  })

  test('that is too long is refused before anybody is asked, and stays to be copied', async () => {
    const { outbox, shown, store } = setUp()

    outbox.write('chat-1', 'x'.repeat(4001))
    await settled()

    expect(shown()).toEqual(['new-id-1 too_large'])
    expect(store.rows.get('new-id-1')?.text).toHaveLength(4001)
  })

  test('of 4,000 code points is not too long, whatever it takes in memory', () => {
    const { outbox, shown } = setUp()

    outbox.write('chat-1', '😀'.repeat(4000))

    expect(shown()).toEqual(['new-id-1'])
  })

  test('is in the store before it counts as kept, and then the other tabs hear of it', async () => {
    const { outbox, store, told } = setUp()

    outbox.write('chat-1', ' Merhaba ')
    expect(outbox.state.saving).toEqual(new Set(['new-id-1']))
    await settled()

    expect(outbox.state.saving.size).toBe(0)
    expect(store.rows.get('new-id-1')).toEqual({
      client_id: 'new-id-1',
      chat_id: 'chat-1',
      side: 'user',
      type: 'text',
      text: 'Merhaba',
      created_at: 5000,
      order: 5000,
    })
    expect(told.tabs).toBe(1)
  })
})

describe('a store that refuses', () => {
  test('leaves the text in memory, and the person is told', async () => {
    const { outbox, store, told, shown } = setUp()
    store.isRefusing = true

    outbox.write('chat-1', 'Merhaba')
    await settled()

    expect(shown()).toEqual(['new-id-1'])
    expect(outbox.state.unkept).toEqual(new Set(['new-id-1']))
    expect(told.notKept).toBe(1)
  })

  test('does not take away what is shown when it cannot be read', async () => {
    const { outbox, store, shown } = setUp()
    outbox.write('chat-1', 'Merhaba')
    await settled()
    store.isRefusing = true

    await outbox.read()

    expect(shown()).toEqual(['new-id-1'])
  })
})

describe('what is over', () => {
  test('does not come back by a read that began before', async () => {
    const { outbox, store, shown } = setUp(createFakeOutboxStore(outboxRow('a')))
    await outbox.read()
    const reading = outbox.read()

    outbox.remove('a')
    await reading
    await settled()

    expect(shown()).toEqual([])
    expect(store.rows.size).toBe(0)
  })

  test('does not come back by its own late arrival in the store', async () => {
    const { outbox, store } = setUp()
    outbox.write('chat-1', 'Merhaba')

    outbox.remove('new-id-1')
    await settled()

    expect(store.rows.size).toBe(0)
  })
})

describe('a refused message', () => {
  test('is refused on every later visit, until it is tried again under the same id and in the same place', async () => {
    const first = setUp(createFakeOutboxStore(outboxRow('a'), outboxRow('b', { order: 2000 })))
    await first.outbox.read()
    first.outbox.fail('a', 'forbidden')
    await settled()

    const second = setUp(first.store)
    await second.outbox.read()
    expect(second.shown()).toEqual(['a forbidden', 'b'])
    second.outbox.retry('a')
    await settled()

    expect(second.shown()).toEqual(['a', 'b'])
    expect(first.store.rows.get('a')).toEqual(outboxRow('a'))
  })
})

test('a conversation that is gone takes its unsent texts along, and no others', async () => {
  const { outbox, store, shown } = setUp(
    createFakeOutboxStore(outboxRow('gone', { chat_id: 'chat-0' }), outboxRow('a')),
  )

  await outbox.forget('chat-0')
  await settled()

  expect(shown()).toEqual(['a'])
  expect([...store.rows.keys()]).toEqual(['a'])
})

describe('another conversation', () => {
  test('does not inherit unsent texts: they go', async () => {
    const { outbox, store, shown } = setUp(
      createFakeOutboxStore(outboxRow('old', { chat_id: 'chat-0' }), outboxRow('a')),
    )

    await outbox.keepOnly('chat-1')
    await settled()

    expect(shown()).toEqual(['a'])
    expect([...store.rows.keys()]).toEqual(['a'])
  })

  test('of the admin’s page in the same browser is not touched', async () => {
    const { outbox, store } = setUp(createFakeOutboxStore(outboxRow('admins', { side: 'admin', chat_id: 'chat-9' })))

    await outbox.keepOnly('chat-1')
    await settled()

    expect([...store.rows.keys()]).toEqual(['admins'])
  })
})
