import { beforeEach, describe, expect, test } from 'bun:test'
import { pushRules } from '#server/domain/push-rules'
import type { Device, PushSubscription } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'
import {
  type AdminDevice,
  adminDevice,
  farAway,
  newSession,
  openStoreWithDevices,
  subscriptionOf,
  type VisitorDevice,
  visitorWithDevice,
} from '#tests/support/devices'
import { faultOf } from '#tests/support/fault-of'
import { openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

const most = pushRules.mostSubscriptions
const endpointsOf = async (store: Store, device: Device): Promise<string[]> =>
  (await store.push.ofDevice(device)).map(({ endpoint }) => endpoint)

let store: Store
let eda: Conversation
let phone: VisitorDevice
let desk: AdminDevice

beforeEach(async () => {
  ;({ store, eda, phone, desk } = await openStoreWithDevices())
})

describe('nothing is stored', () => {
  test('where another session that lives has the endpoint, of a visitor or of the admin', async () => {
    const other = await visitorWithDevice(store)
    const taken = subscriptionOf(phone)
    await store.push.keep(taken, most)

    for (const device of [other.device, desk])
      expect(await store.push.keep({ ...taken, device, auth: new Uint8Array(16) }, most)).toBe(false)

    expect(await store.push.ofDevice(phone)).toMatchObject([{ endpoint: taken.endpoint, auth: taken.auth }])
    expect(await store.push.ofDevice(other.device)).toEqual([])
    expect(store.push.mayReach('admin', eda)).toBe(false)
  })

  test('for a session that has ended, has expired, or never was', async () => {
    const over = [
      { role: 'user' as const, session: 4711, chat: eda.key },
      { role: 'admin' as const, session: 'none' },
      await adminDevice(store, { expiresAt: 1000 }),
      phone,
      desk,
    ]
    await store.sessions.endVisitor(phone.session)
    await store.sessions.endAdmin(desk.session, 1000)

    for (const device of over) {
      expect(await store.push.keep(subscriptionOf(device), most)).toBe(false)
      expect(await store.push.ofDevice(device)).toEqual([])
    }
  })

  test('in a conversation that is erased in the same turn', async () => {
    const [, isKept] = await Promise.all([
      store.conversations.erase([eda.chatId]),
      store.push.keep(subscriptionOf(phone), most),
    ])

    expect(isKept).toBe(false)
    expect(await store.push.ofAudience('user', eda, 1000)).toEqual([])
  })
})

test('what is kept comes back as it was, with the device it is of', async () => {
  const [visitors, admins] = [subscriptionOf(phone), subscriptionOf(desk, { lang: 'en' })]
  expect(await store.push.keep(visitors, most)).toBe(true)
  expect(await store.push.keep(admins, most)).toBe(true)

  const untouched = { id: expect.any(Number), afterMessage: 0, lastSentAt: null, lastArrivedAt: null, failedAt: null }
  expect(await store.push.ofAudience('user', eda, 1000)).toEqual([{ ...visitors, ...untouched }])
  expect(await store.push.ofAudience('admin', eda, 1000)).toEqual([{ ...admins, ...untouched }])
})

test('the same endpoint of the same device is renewed: it keeps its age and what happened, and fails no more', async () => {
  const first = subscriptionOf(phone)
  await store.push.keep(first, most)
  const [kept] = await store.push.ofDevice(phone)
  const id = kept?.id ?? 0
  await store.push.noteSent(id, 2000)
  await store.push.noteArrived(phone, first.endpoint, 2001)
  await store.push.noteFailed(id, 3000)

  await store.push.keep({ ...first, lang: 'en', origin: 'https://new.example', createdAt: 9000 }, most)

  const now = { lang: 'en', origin: 'https://new.example', lastSentAt: 2000, lastArrivedAt: 2001, failedAt: null }
  expect(await store.push.ofDevice(phone)).toEqual([{ ...first, id, afterMessage: 0, ...now } as PushSubscription])
})

test('so it is with other keys: what is on its way to it finds it under the id that it had', async () => {
  const first = subscriptionOf(phone)
  await store.push.keep(first, most)
  const [kept] = await store.push.ofDevice(phone)
  const keys = { p256dh: new Uint8Array(65).fill(5), auth: new Uint8Array(16).fill(5) }

  await store.push.keep({ ...first, ...keys, createdAt: 9000 }, most)

  expect(await store.push.ofDevice(phone)).toEqual([{ ...kept, ...keys } as PushSubscription])
})

test('an endpoint of a session that has expired is taken over', async () => {
  const late = await adminDevice(store, { expiresAt: 5000 })
  const theirs = subscriptionOf(late)
  await store.push.keep(theirs, most)

  expect(await store.push.keep({ ...theirs, device: phone, createdAt: 4999 }, most)).toBe(false)
  expect(await store.push.keep({ ...theirs, device: phone, createdAt: 5000 }, most)).toBe(true)

  expect(await endpointsOf(store, phone)).toEqual([theirs.endpoint])
  expect(await endpointsOf(store, late)).toEqual([])
})

test('a device has so many at most: its oldest go, others stay, and the newest comes first', async () => {
  const others = subscriptionOf(desk)
  const few = { ofDevice: 2, ofAudience: 50 }
  await store.push.keep(others, few)
  const [one, two, three] = [1001, 1002, 1003].map((createdAt) => subscriptionOf(phone, { createdAt }))
  if (!one || !two || !three) throw new Error('three are needed')
  await store.push.keep(two, few)
  await store.push.keep(three, few)
  expect(await endpointsOf(store, phone)).toEqual([three.endpoint, two.endpoint])

  await store.push.keep(one, few)

  expect(await endpointsOf(store, phone)).toEqual([three.endpoint, one.endpoint])
  expect(await endpointsOf(store, desk)).toEqual([others.endpoint])
})

test('a device removes and marks its own only', async () => {
  const mine = subscriptionOf(phone)
  await store.push.keep(mine, most)

  expect(await store.push.noteArrived(desk, mine.endpoint, 2000)).toBe(false)
  expect(await store.push.remove(desk, mine.endpoint)).toBe(false)
  expect(await store.push.ofDevice(phone)).toMatchObject([{ lastArrivedAt: null }])

  expect(await store.push.noteArrived(phone, mine.endpoint, 2000)).toBe(true)
  expect(await store.push.remove(phone, mine.endpoint)).toBe(true)
  expect(await store.push.remove(phone, mine.endpoint)).toBe(false)
  expect(await store.push.noteArrived(phone, mine.endpoint, 2000)).toBe(false)
})

test('a push that is taken ends a failure', async () => {
  await store.push.keep(subscriptionOf(phone), most)
  const [kept] = await store.push.ofDevice(phone)
  await store.push.noteFailed(kept?.id ?? 0, 2000)
  expect(await store.push.ofDevice(phone)).toMatchObject([{ failedAt: 2000, lastSentAt: null }])

  await store.push.noteSent(kept?.id ?? 0, 3000)

  expect(await store.push.ofDevice(phone)).toMatchObject([{ failedAt: null, lastSentAt: 3000 }])
})

test('one that was forgotten is not written to by a late note, though another came after it', async () => {
  await store.push.keep(subscriptionOf(phone), most)
  const [kept] = await store.push.ofDevice(phone)
  await store.push.forget(kept?.id ?? 0)
  await store.push.keep(subscriptionOf(phone), most)

  await store.push.noteFailed(kept?.id ?? 0, 2000)
  await store.push.forget(kept?.id ?? 0)

  expect(await store.push.ofDevice(phone)).toMatchObject([{ failedAt: null }])
})

describe('who hears', () => {
  test('the visitor: all devices of that conversation whose session has not expired', async () => {
    const [other, tablet] = [await visitorWithDevice(store), newSession({ expiresAt: 5000 })]
    await store.handovers.add(tablet.tokenHash, phone, farAway, 1000)
    const second = await store.handovers.takeVisitor(tablet.tokenHash, tablet, null, 20)
    const mine = subscriptionOf(phone)
    const late = subscriptionOf({ ...phone, session: second?.session.id ?? 0 })
    for (const one of [mine, late, subscriptionOf(other.device), subscriptionOf(desk)]) await store.push.keep(one, most)
    const hearAt = async (nowMs: number) => (await store.push.ofAudience('user', eda, nowMs)).map((one) => one.endpoint)

    expect(await hearAt(4999)).toEqual([mine.endpoint, late.endpoint])
    expect(await hearAt(5000)).toEqual([mine.endpoint])
  })

  test('the admin: all devices that are signed in', async () => {
    const late = await adminDevice(store, { expiresAt: 5000 })
    const [mine, theirs] = [subscriptionOf(desk), subscriptionOf(late)]
    for (const one of [mine, theirs, subscriptionOf(phone)]) await store.push.keep(one, most)
    const hearAt = async (nowMs: number) =>
      (await store.push.ofAudience('admin', eda, nowMs)).map((one) => one.endpoint)

    expect(await hearAt(4999)).toEqual([mine.endpoint, theirs.endpoint])
    expect(await hearAt(5000)).toEqual([mine.endpoint])
  })
})

describe('whether anybody may be reached', () => {
  const reached = () => [store.push.mayReach('user', eda), store.push.mayReach('admin', eda)]

  test('nobody at first, and each side once it has one', async () => {
    expect(reached()).toEqual([false, false])

    await store.push.keep(subscriptionOf(phone), most)
    expect(reached()).toEqual([true, false])

    await store.push.keep(subscriptionOf(desk), most)
    expect(reached()).toEqual([true, true])
  })

  test('as long as one of several is left', async () => {
    const [one, two] = [subscriptionOf(phone), subscriptionOf(phone)]
    await store.push.keep(one, most)
    await store.push.keep(two, most)

    await store.push.remove(phone, one.endpoint)
    expect(reached()).toEqual([true, false])

    const [left] = await store.push.ofDevice(phone)
    await store.push.forget(left?.id ?? 0)
    expect(reached()).toEqual([false, false])
  })

  test('not any more once somebody looked in vain after the session ended', async () => {
    await store.push.keep(subscriptionOf(phone), most)
    await store.sessions.endVisitor(phone.session)

    expect(await store.push.ofAudience('user', eda, 1000)).toEqual([])
    expect(reached()).toEqual([false, false])
  })

  test('what is removed and kept in one turn goes by its order', async () => {
    const [one, two] = [subscriptionOf(phone), subscriptionOf(desk)]
    await Promise.all([
      store.push.keep(one, most),
      store.push.remove(phone, one.endpoint),
      store.push.keep(one, most),
      store.push.keep(two, most),
      store.push.remove(desk, two.endpoint),
    ])

    expect(reached()).toEqual([true, false])
  })

  test('after the next start as before it', async () => {
    const { path } = scratchDatabase()
    const before = openTestStore(path)
    const [ali, ece] = [await visitorWithDevice(before), await visitorWithDevice(before)]
    await before.push.keep(subscriptionOf(ali.device), most)
    before.close()

    const after = openTestStore(path)

    expect(after.push.mayReach('user', ali.conversation)).toBe(true)
    expect(after.push.mayReach('user', ece.conversation)).toBe(false)
    expect(after.push.mayReach('admin', ali.conversation)).toBe(false)
  })

  test('one that the disk refuses to remove is still there', async () => {
    const { path, open } = scratchDatabase()
    const refusing = openTestStore(path)
    const ali = await visitorWithDevice(refusing)
    const his = subscriptionOf(ali.device)
    await refusing.push.keep(his, most)
    open().run("CREATE TRIGGER refuse BEFORE DELETE ON push_subscriptions BEGIN SELECT RAISE(ABORT, 'full'); END")

    expect(await faultOf(refusing.push.remove(ali.device, his.endpoint))).toBeInstanceOf(Error)
    expect(await faultOf(refusing.sessions.endVisitor(ali.device.session))).toBeInstanceOf(Error)

    expect(refusing.push.mayReach('user', ali.conversation)).toBe(true)
    expect(await refusing.push.ofAudience('user', ali.conversation, 1000)).toHaveLength(1)
  })
})
