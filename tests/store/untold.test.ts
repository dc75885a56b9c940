import { beforeEach, describe, expect, test } from 'bun:test'
import { copyFileSync } from 'node:fs'
import { pushRules } from '#server/domain/push-rules'
import type { Conversation, NewMessage, Store } from '#server/store/ports'
import {
  type AdminDevice,
  adminDevice,
  farAway,
  newSession,
  openStoreWithDevices,
  subscriptionOf,
  type VisitorDevice,
} from '#tests/support/devices'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { type ScratchDatabase, scratchDatabase } from '#tests/support/scratch'
import { called } from '#tests/support/stored-calls'

const most = pushRules.mostSubscriptions

let place: ScratchDatabase
let store: Store
let eda: Conversation
let phone: VisitorDevice
let desk: AdminDevice

beforeEach(async () => {
  place = scratchDatabase()
  ;({ store, eda, phone, desk } = await openStoreWithDevices(place.path))
})

const write = async (role: NewMessage['role'], change: Partial<NewMessage> = {}): Promise<number> => {
  const appended = await store.messages.append(messageOf(eda, { role, ...change }))
  if (appended.kind !== 'stored') throw new Error(appended.kind)
  return appended.message.id
}

const subscribeBoth = async (): Promise<void> => {
  await store.push.keep(subscriptionOf(phone), most)
  await store.push.keep(subscriptionOf(desk), most)
}

/** Who wrote what is untold, and its id. */
const untold = async (since = 0, of = store): Promise<string[]> =>
  (await of.push.untold(since)).map(({ message }) => `${message.role} ${message.id}`)

/** What a server finds that starts after this one was killed. */
const untoldAfterKill = async (): Promise<string[]> => {
  const killed = scratchDatabase().path
  for (const suffix of ['', '-wal']) copyFileSync(place.path + suffix, killed + suffix)
  return untold(0, openTestStore(killed))
}

describe('is not told', () => {
  test('where nobody subscribed', async () => {
    await write('admin')
    await write('user')

    expect(await untold()).toEqual([])
  })

  test('what is covered by the mark', async () => {
    await subscribeBoth()
    await write('admin')
    await store.push.toldUpTo(await write('user'))

    expect(await untold()).toEqual([])
  })

  test('what the other side has read', async () => {
    await subscribeBoth()
    await store.conversations.markRead(eda, 'user', await write('admin'))
    await store.conversations.markRead(eda, 'admin', await write('user'))

    expect(await untold()).toEqual([])
  })

  test('what was deleted, though what was written before it is', async () => {
    await subscribeBoth()
    const [first, second] = [await write('user'), await write('user')]
    await store.messages.remove(eda, [second])
    expect(await untold()).toEqual([`user ${first}`])

    await store.messages.remove(eda, [first])
    expect(await untold()).toEqual([])
  })

  test('what is no message of either side, though it is the newest', async () => {
    await subscribeBoth()
    await called(store, eda)
    await called(store, eda, { caller: 'admin' })
    expect(await untold()).toEqual([])

    const [byVisitor, byAdmin] = [await write('user'), await write('admin')]
    const last = await write('user')
    await called(store, eda)
    expect([byVisitor, await untold()]).toEqual([3, [`user ${last}`, `admin ${byAdmin}`]])
  })

  test('what is older than the time that is asked for', async () => {
    await subscribeBoth()
    await write('admin', { createdAt: 4999 })
    const id = await write('user', { createdAt: 5000 })

    expect(await untold(5000)).toEqual([`user ${id}`])
    expect(await untold(5001)).toEqual([])
  })

  test('what is of an erased conversation', async () => {
    await subscribeBoth()
    await write('user')
    await store.conversations.erase([eda.chatId])

    expect(await untold()).toEqual([])
  })

  test('what was there before the first subscription of those who would hear, in the same turn, too', async () => {
    await write('admin')
    await write('user')
    const admins = subscriptionOf(await adminDevice(store))
    await Promise.all([
      write('user'),
      store.push.keep(admins, most),
      write('admin'),
      store.push.keep(subscriptionOf(phone), most),
    ])
    expect(await untold()).toEqual([])

    const [byAdmin, byVisitor] = [await write('admin'), await write('user')]
    expect(await untold()).toEqual([`user ${byVisitor}`, `admin ${byAdmin}`])
  })

  test('to one side what only the other side subscribed for', async () => {
    await store.push.keep(subscriptionOf(phone), most)
    const id = await write('admin')
    await write('user')

    expect(await untold()).toEqual([`admin ${id}`])
  })
})

test('of each side of a conversation the newest is told, with the living conversation, filed or not', async () => {
  await subscribeBoth()
  const other = await createConversation(store)
  await store.messages.append(messageOf(other, { text: 'from another' }))
  await write('admin')
  await write('admin', { text: 'newest of the admin' })
  await write('user')
  await write('user', { text: 'newest of the visitor' })

  const found = await store.push.untold(0)

  expect(found.map(({ message }) => message.text).toSorted()).toEqual([
    'from another',
    'newest of the admin',
    'newest of the visitor',
  ])
  expect(found.find(({ message }) => message.text === 'from another')?.conversation).toBe(other)
})

test('what was pending is still told once the browser has other keys, or another endpoint', async () => {
  const mine = subscriptionOf(phone)
  await store.push.keep(mine, most)
  const id = await write('admin')
  await store.push.keep({ ...mine, auth: new Uint8Array(16) }, most)
  expect(await untold()).toEqual([`admin ${id}`])

  await store.push.keep(subscriptionOf(phone), most)
  await store.push.remove(phone, mine.endpoint)

  expect(await untold()).toEqual([`admin ${id}`])
})

test('another device of the same visitor begins with what comes after it', async () => {
  const [mine, tablet] = [subscriptionOf(phone), newSession()]
  await store.push.keep(mine, most)
  await store.handovers.add(tablet.tokenHash, phone, farAway, 1000)
  const taken = await store.handovers.takeVisitor(tablet.tokenHash, tablet, null, 20)
  await write('admin')

  await store.push.keep(subscriptionOf({ ...phone, session: taken?.session.id ?? 0 }), most)
  await store.push.remove(phone, mine.endpoint)

  expect(await untold()).toEqual([])
})

test('after a crash what was stored last is told', async () => {
  await subscribeBoth()
  await write('admin')
  const id = await write('admin')

  expect(await untoldAfterKill()).toEqual([`admin ${id}`])
})

test('a crash a while later tells of nothing again: the mark is written by itself', async () => {
  await subscribeBoth()
  const id = await write('user')
  await store.push.toldUpTo(id)
  const written = place.open().query<{ value: string }, []>("SELECT value FROM meta WHERE key = 'told_up_to'")
  while (written.get()?.value !== String(id)) await new Promise((resolve) => setTimeout(resolve, 5))

  expect(await untoldAfterKill()).toEqual([])
})

test('a mark that the disk refuses keeps no server from stopping', async () => {
  await subscribeBoth()
  const id = await write('user')
  const refusing = place.open()
  refusing.run(
    "CREATE TRIGGER refuse BEFORE UPDATE ON meta WHEN old.key = 'told_up_to' BEGIN SELECT RAISE(ABORT, ''); END",
  )
  await store.push.toldUpTo(id)
  store.close()

  refusing.run('DROP TRIGGER refuse')
  expect(await untold(0, openTestStore(place.path))).toEqual([`user ${id}`])
})

test('of a flood of conversations the newest are told, five hundred on each side', async () => {
  await subscribeBoth()
  const flood = await Promise.all(Array.from({ length: 501 }, () => createConversation(store)))
  await Promise.all(
    flood.map((conversation, n) =>
      store.messages.append(messageOf(conversation, { text: `${n}`, createdAt: 3000 + n })),
    ),
  )

  const texts = (await store.push.untold(0)).map(({ message }) => message.text)

  expect(texts).toHaveLength(500)
  expect(texts).not.toContain('0')
})

test('what lies below two hundred newer messages of the other side is not looked for', async () => {
  await store.push.keep(subscriptionOf(phone), most)
  const id = await write('admin')
  await Promise.all(Array.from({ length: 199 }, () => write('user')))
  expect(await untold()).toEqual([`admin ${id}`])

  await write('user')
  expect(await untold()).toEqual([])
})

test('what a server that stops had told is not told by the next', async () => {
  await subscribeBoth()
  await write('admin')
  await store.push.toldUpTo(await write('user'))
  store.close()

  expect(await untold(0, openTestStore(place.path))).toEqual([])
})

test('the mark goes up only, and never past the newest message', async () => {
  await subscribeBoth()
  const [first, second] = [await write('user'), await write('user')]
  await store.push.toldUpTo(second)
  await store.push.toldUpTo(first)
  expect(await untold()).toEqual([])

  await store.push.toldUpTo(second + 1000)
  const third = await write('user')
  expect(await untold()).toEqual([`user ${third}`])
})

describe('a message as it is now', () => {
  test('is null where it is deleted, of another conversation, never was, or gone with its conversation', async () => {
    const other = await createConversation(store)
    const [kept, deleted] = [await write('user'), await write('user')]
    await store.messages.remove(eda, [deleted])

    expect(await store.push.messageNow(eda, deleted)).toBeNull()
    expect(await store.push.messageNow(other, kept)).toBeNull()
    expect(await store.push.messageNow(eda, 4711)).toBeNull()
    await store.conversations.erase([eda.chatId])
    expect(await store.push.messageNow(eda, kept)).toBeNull()
  })

  test('has its newest text, from the moment when it is stored', async () => {
    const id = await write('user', { text: 'first' })
    expect(await store.push.messageNow(eda, id)).toMatchObject({ id, chat_id: eda.chatId, text: 'first' })

    const edit = { conversation: eda, role: 'user' as const, id, limit: null, editedAt: 3000, notBefore: 0 }
    await store.messages.edit({ ...edit, text: 'second' })
    expect(await store.push.messageNow(eda, id)).toMatchObject({ text: 'second', rev: 2 })
  })
})

test('who waits for the admin with something unread is counted, also before it is filed', async () => {
  const [ali, can] = [await createConversation(store), await createConversation(store)]
  for (const conversation of [eda, ali, can]) await store.messages.append(messageOf(conversation, { role: 'user' }))
  await store.messages.append(messageOf(ali, { role: 'admin', clientId: 'the-answer' }))
  await store.conversations.change(can, { archived: true })

  expect(await store.push.countWaiting()).toBe(1)
})
