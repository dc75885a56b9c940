import { beforeEach, describe, expect, test } from 'bun:test'
import { pushRules } from '#server/domain/push-rules'
import type { Device, PushSubscription } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'
import { adminDevice, subscriptionOf, type VisitorDevice, visitorWithDevice } from '#tests/support/devices'
import { openTestStore } from '#tests/support/memory-store'

const most = pushRules.mostSubscriptions

let store: Store
let eda: Conversation
let phone: VisitorDevice

beforeEach(async () => {
  store = openTestStore()
  const visitor = await visitorWithDevice(store)
  eda = visitor.conversation
  phone = visitor.device
})

const keepOne = async (device: Device = phone): Promise<PushSubscription> => {
  await store.push.keep(subscriptionOf(device), most)
  const [newest] = await store.push.ofDevice(device)
  if (!newest) throw new Error('it was not kept')
  return newest
}

describe('all devices of a side together', () => {
  const few = { ofDevice: 5, ofAudience: 3 }
  const keptOf = async (to: 'user' | 'admin') =>
    (await store.push.ofAudience(to, eda, 1000)).map(({ endpoint }) => endpoint)

  test('of the admin have so many at most: the oldest goes, never the one that is kept now', async () => {
    const desks = await Promise.all([1, 2, 3, 4].map(() => adminDevice(store)))
    const of = desks.map((desk, n) => subscriptionOf(desk, { createdAt: 5000 - n }))
    await keepOne()

    for (const one of of) await store.push.keep(one, few)

    expect(await keptOf('admin')).toEqual([of[0], of[1], of[3]].map((one) => one?.endpoint ?? ''))
    expect(await keptOf('user')).toHaveLength(1)
  })

  test('of a visitor, too; other conversations count for nothing', async () => {
    const other = await visitorWithDevice(store)
    await keepOne(other.device)
    const own = [1, 2, 3, 4].map((n) => subscriptionOf(phone, { createdAt: 1000 + n }))

    for (const one of own) await store.push.keep(one, few)

    expect(await keptOf('user')).toEqual(own.slice(1).map(({ endpoint }) => endpoint))
    expect(await store.push.ofDevice(other.device)).toHaveLength(1)
  })
})

describe('one that is refused', () => {
  const refuse = async (id: number, times: number): Promise<void> => {
    for (let n = 0; n < times; n++) await store.push.noteFailed(id, 2000 + n, true)
  }

  test('five times in a row goes, and nobody is reached any more', async () => {
    const { id } = await keepOne()

    await refuse(id, 4)
    expect(await store.push.ofDevice(phone)).toMatchObject([{ id, failedAt: 2003 }])

    await refuse(id, 1)
    expect(await store.push.ofDevice(phone)).toEqual([])
    expect(store.push.mayReach('user', eda)).toBe(false)
  })

  test('begins to count anew once one was taken, or with other keys; not because its browser says it again', async () => {
    const { id, ...same } = await keepOne()
    await refuse(id, 4)
    await store.push.noteSent(id, 3000)
    await refuse(id, 4)
    await store.push.keep({ ...same, auth: new Uint8Array(16) }, most)
    await refuse(id, 4)
    expect(await store.push.ofDevice(phone)).toHaveLength(1)

    await store.push.keep({ ...same, auth: new Uint8Array(16) }, most)
    await refuse(id, 1)

    expect(await store.push.ofDevice(phone)).toEqual([])
  })

  test('stays where its service did not answer in between, however often', async () => {
    const { id } = await keepOne()
    await refuse(id, 4)

    for (let n = 0; n < 20; n++) await store.push.noteFailed(id, 3000)
    expect(await store.push.ofDevice(phone)).toHaveLength(1)

    await refuse(id, 1)
    expect(await store.push.ofDevice(phone)).toEqual([])
  })
})

describe('one by its id, as it is now', () => {
  test('is null where it never was, is gone, or its session is over', async () => {
    const desk = await adminDevice(store, { expiresAt: 5000 })
    const [mine, theirs] = [await keepOne(), await keepOne(desk)]
    await store.push.forget(mine.id)

    expect(await store.push.now(4711, 1000)).toBeNull()
    expect(await store.push.now(mine.id, 1000)).toBeNull()
    expect(await store.push.now(theirs.id, 4999)).toEqual(theirs)
    expect(await store.push.now(theirs.id, 5000)).toBeNull()
  })

  test('has what its browser said last', async () => {
    const { id, ...same } = await keepOne()

    await store.push.keep({ ...same, lang: 'en', auth: new Uint8Array(16) }, most)

    expect(await store.push.now(id, 1000)).toEqual({ ...same, id, lang: 'en', auth: new Uint8Array(16) })
  })
})
