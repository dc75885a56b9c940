import { beforeEach, describe, expect, test } from 'bun:test'
import { pushRules } from '#server/domain/push-rules'
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
import { hash, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

const [token, otherToken] = [hash('a token'), hash('another token')]
const expiresAt = 600_000

let store: Store
let eda: Conversation
let phone: VisitorDevice
let desk: AdminDevice

beforeEach(async () => {
  ;({ store, eda, phone, desk } = await openStoreWithDevices())
})

const addBoth = async (): Promise<void> => {
  await store.handovers.add(token, phone, expiresAt, 1000)
  await store.handovers.add(otherToken, desk, expiresAt, 1000)
}

const most = 20
const takeVisitor = (change = {}, before: number | null = null) =>
  store.handovers.takeVisitor(token, newSession(change), before, most)
const takeAdmin = (id: string, change = {}, before: string | null = null) =>
  store.handovers.takeAdmin(otherToken, id, newSession(change), before)

describe('opens nothing', () => {
  test('a token that never was, or is of the other side', async () => {
    expect(await takeVisitor()).toBeNull()
    expect(await takeAdmin('new')).toBe(false)

    await store.handovers.add(otherToken, phone, expiresAt, 1000)
    await store.handovers.add(token, desk, expiresAt, 1000)
    expect(await takeVisitor()).toBeNull()
    expect(await takeAdmin('new')).toBe(false)
    expect(await store.handovers.takeVisitor(otherToken, newSession(), null, most)).not.toBeNull()
    expect(await store.handovers.takeAdmin(token, 'new', newSession(), null)).toBe(true)
  })

  test('one that has expired, to the millisecond', async () => {
    await addBoth()

    expect(await takeVisitor({ createdAt: expiresAt })).toBeNull()
    expect(await takeAdmin('new', { createdAt: expiresAt })).toBe(false)
    expect(await takeVisitor({ createdAt: expiresAt - 1 })).not.toBeNull()
    expect(await takeAdmin('new', { createdAt: expiresAt - 1 })).toBe(true)
  })

  test('one before the last of the same device; those of others stay', async () => {
    await addBoth()
    await store.handovers.add(hash('newer'), phone, expiresAt, 1000)

    expect(await takeVisitor()).toBeNull()
    expect(await takeAdmin('new')).toBe(true)
    expect(await store.handovers.takeVisitor(hash('newer'), newSession(), null, most)).not.toBeNull()
  })

  test('one whose session has ended since', async () => {
    await addBoth()
    await store.sessions.endVisitor(phone.session)
    await store.sessions.endAdmin(desk.session, 2000)

    expect(await takeVisitor()).toBeNull()
    expect(await takeAdmin('new')).toBe(false)
  })

  test('one whose session has expired since, though nobody tidied up', async () => {
    await store.sessions.renewVisitor(phone.session, 1000, 5000)
    await store.sessions.renewAdmin(desk.session, 1000, 5000)
    await addBoth()

    expect(await takeVisitor({ createdAt: 5000 })).toBeNull()
    expect(await takeAdmin('new', { createdAt: 5000 })).toBe(false)
  })

  test('one of a session that was over already', async () => {
    await store.sessions.endVisitor(phone.session)
    await store.sessions.endAdmin(desk.session, 1000)
    await addBoth()

    expect(await takeVisitor()).toBeNull()
    expect(await takeAdmin('new')).toBe(false)
  })

  test('one of a conversation that is erased, in the same turn, too', async () => {
    await addBoth()

    const [, taken] = await Promise.all([store.conversations.erase([eda.chatId]), takeVisitor()])

    expect(taken).toBeNull()
  })
})

test('what has expired goes with the next one, and none is stored for a session that is over', async () => {
  const { path, open } = scratchDatabase()
  const onDisk = openTestStore(path)
  const kept = open().query('SELECT token_hash FROM handovers')
  const [one, other] = [await adminDevice(onDisk), await adminDevice(onDisk)]
  await onDisk.handovers.add(token, one, 5000, 1000)
  await onDisk.handovers.add(otherToken, other, 9000, 5000)
  expect(kept.values()).toEqual([[otherToken]])

  await onDisk.sessions.endAdmin(other.session, 5000)
  await onDisk.handovers.add(token, other, 9000, 5000)
  expect(kept.values()).toEqual([])
})

test('of two who take it at once one gets in', async () => {
  await addBoth()

  const visitors = await Promise.all([takeVisitor(), takeVisitor()])
  const admins = await Promise.all([takeAdmin('one'), takeAdmin('two')])

  expect(visitors.map((one) => one !== null)).toEqual([true, false])
  expect(admins).toEqual([true, false])
  expect((await store.sessions.admins(1000)).map(({ id }) => id).toSorted()).toEqual([desk.session, 'one'].toSorted())
})

test('a visitor has the same conversation on both devices, each with a session of its own', async () => {
  await addBoth()
  const session = newSession({ createdAt: 3000, userAgent: 'the other device' })

  const taken = await store.handovers.takeVisitor(token, session, null, most)

  const second = { id: expect.any(Number), conversation: eda, lastSeenAt: 3000 }
  expect(taken).toEqual({ session: second, ended: [] })
  expect(taken?.session.conversation).toBe(eda)
  expect(taken?.session.id).not.toBe(phone.session)
  expect(await store.sessions.visitor(session.tokenHash, 3000)).toEqual(taken?.session ?? null)
  await store.sessions.endVisitor(phone.session)
  expect(await store.sessions.visitor(session.tokenHash, 3000)).toEqual(taken?.session ?? null)
})

test('the admin is signed in on both devices', async () => {
  await addBoth()
  const session = newSession({ createdAt: 3000, userAgent: 'the other device' })

  expect(await store.handovers.takeAdmin(otherToken, 'new', session, null)).toBe(true)

  expect(await store.sessions.admin(session.tokenHash)).toMatchObject({ id: 'new', endedAt: null, expiresAt: farAway })
  expect((await store.sessions.admins(3000)).map(({ id }) => id)).toEqual(['new', desk.session])
})

test('a session that cannot be opened leaves the token as it was', async () => {
  await addBoth()
  const tokenHash = hash('a cookie that is there already')
  await adminDevice(store, { tokenHash })

  expect(await faultOf(takeAdmin('new', { tokenHash }))).toBeInstanceOf(Error)

  expect(await takeAdmin('new')).toBe(true)
})

describe('what the browser was before', () => {
  const subscribe = (device: VisitorDevice | AdminDevice) =>
    store.push.keep(subscriptionOf(device), pushRules.mostSubscriptions)
  const subscribed = async () => {
    const before = { visitor: (await visitorWithDevice(store)).device, admin: await adminDevice(store) }
    await Promise.all([subscribe(before.visitor), subscribe(before.admin)])
    return before
  }

  test('stays where the token opens nothing', async () => {
    const { visitor, admin } = await subscribed()

    expect(await takeVisitor({}, visitor.session)).toBeNull()
    expect(await takeAdmin('new', {}, admin.session)).toBe(false)

    expect(await store.push.ofDevice(visitor)).toHaveLength(1)
    expect(await store.push.ofDevice(admin)).toHaveLength(1)
    expect([await subscribe(visitor), await subscribe(admin)]).toEqual([true, true])
  })

  test('stays, and the token with it, where the disk refuses its end', async () => {
    const { path, open } = scratchDatabase()
    store = openTestStore(path)
    phone = (await visitorWithDevice(store)).device
    desk = await adminDevice(store)
    await addBoth()
    const { visitor, admin } = await subscribed()
    const disk = open()
    disk.run("CREATE TRIGGER refuse BEFORE DELETE ON push_subscriptions BEGIN SELECT RAISE(ABORT, 'full'); END")

    expect(await faultOf(takeVisitor({}, visitor.session))).toBeInstanceOf(Error)
    expect(await faultOf(takeAdmin('new', {}, admin.session))).toBeInstanceOf(Error)

    expect([await subscribe(visitor), await subscribe(admin)]).toEqual([true, true])
    disk.run('DROP TRIGGER refuse')
    expect(await takeVisitor({}, visitor.session)).not.toBeNull()
    expect(await takeAdmin('new', {}, admin.session)).toBe(true)
  })

  test('ends with the takeover, and its subscriptions with it', async () => {
    await addBoth()
    const { visitor, admin } = await subscribed()

    const taken = await takeVisitor({}, visitor.session)
    await takeAdmin('new', {}, admin.session)

    expect(taken?.ended).toEqual([visitor.session])
    expect(await store.push.ofDevice(visitor)).toEqual([])
    expect(await store.push.ofDevice(admin)).toEqual([])
    expect([await subscribe(visitor), await subscribe(admin)]).toEqual([false, false])
  })
})

describe('of more sessions than a conversation may have', () => {
  const takeOf = async (device: VisitorDevice, at: number, change = {}) => {
    await store.handovers.add(token, device, farAway, at)
    const session = newSession({ createdAt: at, ...change })
    return store.handovers.takeVisitor(token, session, null, 3)
  }

  test('the one that was not seen for longest ends; neither the new one nor the one that made the link', async () => {
    const second = await takeOf(phone, 2000)
    const third = await takeOf(phone, 3000)
    const others = await visitorWithDevice(store)
    expect([second?.ended, third?.ended]).toEqual([[], []])

    expect((await takeOf(phone, 4000))?.ended).toEqual([second?.session.id ?? 0])
    expect((await takeOf({ ...phone, session: third?.session.id ?? 0 }, 5000))?.ended).toEqual([phone.session])
    expect((await takeOf(others.device, 6000))?.ended).toEqual([])
  })

  test('those that have expired count for nothing', async () => {
    await takeOf(phone, 2000, { expiresAt: 4000 })
    await takeOf(phone, 3000, { expiresAt: 4000 })

    expect((await takeOf(phone, 4000))?.ended).toEqual([])
  })
})
