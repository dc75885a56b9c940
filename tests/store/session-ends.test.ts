import type { Database } from 'bun:sqlite'
import { beforeEach, expect, test } from 'bun:test'
import { pushRules } from '#server/domain/push-rules'
import type { Conversation, Store } from '#server/store/ports'
import {
  type AdminDevice,
  adminDevice,
  newSession,
  subscriptionOf,
  type VisitorDevice,
  visitorWithDevice,
} from '#tests/support/devices'
import { faultOf } from '#tests/support/fault-of'
import { bytesOf, untilGone } from '#tests/support/file-bytes'
import { hash, messageOf, openTestStore } from '#tests/support/memory-store'
import { type ScratchDatabase, scratchDatabase } from '#tests/support/scratch'
import { callOf } from '#tests/support/stored-calls'

let place: ScratchDatabase
let store: Store
let look: Database
let eda: Conversation
let phone: VisitorDevice
let desk: AdminDevice

beforeEach(async () => {
  place = scratchDatabase()
  store = openTestStore(place.path, true)
  look = place.open()
  // Somebody to whom nothing may happen.
  const bystander = await visitorWithDevice(store)
  await fill(bystander.device, 'bystander')
  await fill(await adminDevice(store), 'other desk')
  await store.messages.append(messageOf(bystander.conversation))
  await callIn(bystander.conversation)

  const visitor = await visitorWithDevice(store)
  eda = visitor.conversation
  phone = visitor.device
  desk = await adminDevice(store, { expiresAt: 5000 })
})

const most = pushRules.mostSubscriptions

const fill = async (device: VisitorDevice | AdminDevice, token: string): Promise<void> => {
  await store.push.keep(subscriptionOf(device), most)
  await store.push.keep(subscriptionOf(device), most)
  await store.handovers.add(hash(token), device, 600_000, 1000)
}

const callIn = (conversation: Conversation) => store.calls.ring(callOf(conversation))

const countOf = (table: string): unknown => look.query(`SELECT count(*) FROM ${table}`).values()[0]?.[0]
const counts = () => ['push_subscriptions', 'handovers', 'calls'].map(countOf)
const ofBystanders = [4, 2, 1]

test('a visitor who leaves takes subscriptions and handover along, and leaves the calls', async () => {
  await fill(phone, 'phone')
  await callIn(eda)
  expect(counts()).toEqual([6, 3, 2])

  await store.sessions.endVisitor(phone.session)

  expect(counts()).toEqual([4, 2, 2])
})

test('an admin device that is signed out takes them along', async () => {
  await fill(desk, 'desk')

  await store.sessions.endAdmin(desk.session, 2000)

  expect(counts()).toEqual(ofBystanders)
})

test('those who have expired lose them when the expired are ended', async () => {
  await store.sessions.renewVisitor(phone.session, 1000, 5000)
  await fill(phone, 'phone')
  await fill(desk, 'desk')

  await store.sessions.endExpired(4999)
  expect(counts()).toEqual([8, 4, 1])

  expect(await store.sessions.endExpired(5000)).toEqual({ visitors: [phone.session], admins: [desk.session] })
  expect(counts()).toEqual(ofBystanders)
})

test('where the disk refuses, the session stays with all of them', async () => {
  await fill(desk, 'desk')
  look.run("CREATE TRIGGER refuse BEFORE DELETE ON handovers BEGIN SELECT RAISE(ABORT, 'full'); END")

  expect(await faultOf(store.sessions.endAdmin(desk.session, 2000))).toBeInstanceOf(Error)

  expect(counts()).toEqual([6, 3, 1])
  expect(await store.push.ofDevice(desk)).toHaveLength(2)
  expect((await store.sessions.admins(2000)).map(({ id }) => id)).toContain(desk.session)
})

test('a sign-in ends the session that the browser had before; one that cannot be stored leaves it', async () => {
  await fill(desk, 'desk')
  const session = newSession()
  await store.sessions.openAdmin('taken', newSession({ tokenHash: session.tokenHash }), null)

  expect(await faultOf(store.sessions.openAdmin('new', session, desk.session))).toBeInstanceOf(Error)
  expect(counts()).toEqual([6, 3, 1])

  await store.sessions.openAdmin('new', newSession(), desk.session)

  expect(counts()).toEqual(ofBystanders)
  const ids = (await store.sessions.admins(2000)).map(({ id }) => id)
  expect([ids.includes('new'), ids.includes(desk.session)]).toEqual([true, false])
})

test('an erased conversation leaves no row in any table, and no endpoint in the file', async () => {
  const tables = look
    .query<{ name: string }, []>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .all()
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('sqlite_') && !name.startsWith('message_words'))
  expect(tables).toEqual(expect.arrayContaining(['messages', 'outbox', 'push_subscriptions', 'handovers', 'calls']))
  await store.conversations.erase([eda.chatId])
  const before = tables.map(countOf)
  const ali = await visitorWithDevice(store)
  await fill(ali.device, 'ali')
  await store.handovers.takeVisitor(hash('ali'), newSession(), null, 20)
  await fill(ali.device, 'ali again')
  const secret = 'https://push.example/gizliyokolacak'
  await store.push.keep(subscriptionOf(ali.device, { endpoint: secret }), most)
  await store.messages.append(messageOf(ali.conversation))
  await callIn(ali.conversation)
  expect(bytesOf(place.path)).toContain('gizliyokolacak')

  await store.conversations.erase([ali.conversation.chatId])

  expect(tables.map(countOf)).toEqual(before)
  expect(await store.push.ofDevice(ali.device)).toEqual([])
  await untilGone(place.path, ['gizliyokolacak'])
})
