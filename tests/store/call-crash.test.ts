import { beforeEach, describe, expect, test } from 'bun:test'
import type { Conversation, Store } from '#server/store/ports'
import { copyAsIs } from '#tests/support/copy-as-is'
import { faultOf } from '#tests/support/fault-of'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { type ScratchDatabase, scratchDatabase } from '#tests/support/scratch'
import { called, callOf } from '#tests/support/stored-calls'

let place: ScratchDatabase
let store: Store
let eda: Conversation

beforeEach(async () => {
  place = scratchDatabase()
  store = openTestStore(place.path, true)
  eda = await createConversation(store)
})

const write = (createdAt = 2000) => store.messages.append(messageOf(eda, { createdAt }))

/** The conversation as the next server finds it that starts while this one goes on. */
const afterKill = async () => {
  const recovered = openTestStore(copyAsIs(place.path), true)
  const found = await recovered.conversations.find(eda.chatId)
  if (!found) throw new Error('the conversation is gone')
  return { store: recovered, eda: found }
}

describe('where the disk refuses', () => {
  test.each([
    ['the message', "BEFORE INSERT ON messages WHEN new.type = 'call'"],
    ['its row for Telegram', 'BEFORE INSERT ON outbox WHEN new.message IS NOT NULL'],
  ])('%s, the call has neither ended nor left one, and ends later', async (_, when) => {
    const look = place.open()
    await write()
    await store.calls.ring(callOf(eda, { callId: 'one' }))
    look.run(`CREATE TRIGGER refuse ${when} BEGIN SELECT RAISE(ABORT, 'full'); END`)

    const fault = await faultOf(store.calls.end('one', 'missed', 9000))
    const before = { ...eda }
    const meanwhile = await store.calls.find('one')
    look.run('DROP TRIGGER refuse')
    const ended = await store.calls.end('one', 'cancelled', 9500)

    expect(fault).toBeInstanceOf(Error)
    expect(before).toMatchObject({ rev: 1, waitingSince: 2000, unread: 1, lastMessage: { id: 1 } })
    expect(meanwhile).toMatchObject({ state: 'ringing', outcome: null, endedAt: null })
    expect(ended?.message).toMatchObject({ id: 2, rev: 2, call: { outcome: 'cancelled' } })
  })

  test('a ring its row for Telegram, there is no call', async () => {
    place.open().run("CREATE TRIGGER refuse BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END")

    expect(await faultOf(store.calls.ring(callOf(eda, { callId: 'one' })))).toBeInstanceOf(Error)
    expect(await store.calls.find('one')).toBeNull()
  })

  test('what came in the same turn, the end of a call stands', async () => {
    await store.calls.ring(callOf(eda, { callId: 'one' }))
    const refusing = {
      peek: () => ({ ok: true }) as const,
      take: () => {
        throw new RangeError('refused')
      },
    }

    const [ended, fault, after] = await Promise.all([
      store.calls.end('one', 'missed', 9000),
      faultOf(store.messages.append(messageOf(eda, { limit: refusing }))),
      write(),
    ])

    expect(fault).toBeInstanceOf(RangeError)
    expect([ended?.message.rev, eda.rev]).toEqual([1, 2])
    expect(after).toMatchObject({ message: { id: 2, rev: 2 } })
  })
})

test('after a crash the message of a call is there once, with all counters as they were and the next rev after it', async () => {
  await write(3000)
  await store.conversations.change(eda, { archived: true })
  const message = await called(store, eda, { outcome: 'hangup', talkedMs: 7000 })

  const next = await afterKill()
  const before = { ...next.eda }
  const again = await next.store.messages.append(messageOf(next.eda))

  const lived = { rev: 2, waitingSince: 3000, unread: 1, adminReadId: 0, archived: false, lastMessage: message }
  expect(eda).toMatchObject(lived)
  expect(before).toMatchObject(lived)
  expect((await next.store.messages.page(next.eda, 3, 10)).messages).toHaveLength(2)
  expect(again).toMatchObject({ message: { id: 3, rev: 3 } })
  expect(await next.store.messages.changedSince(next.eda, 1, 1)).toBeNull()
  expect((await next.store.messages.changedSince(next.eda, 1, 2))?.[0]).toEqual(message)
  expect(await next.store.calls.goingOn()).toEqual([])
})

test('a crash between ring and end leaves a call that goes on, and ends once', async () => {
  await store.calls.ring(callOf(eda, { callId: 'one' }))

  const next = await afterKill()
  const [call] = await next.store.calls.goingOn()
  const ended = await next.store.calls.end('one', 'cancelled', 9000)

  expect(call).toMatchObject({ callId: 'one', state: 'ringing' })
  expect(ended?.message).toMatchObject({ id: 1, rev: 1 })
  expect(await next.store.calls.end('one', 'cancelled', 9000)).toBeNull()
})
