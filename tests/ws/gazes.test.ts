import { beforeEach, describe, expect, test } from 'bun:test'
import type { LookedAway } from '#server/actions/push/watching'
import { Connection } from '#server/ws/connection'
import { createHub, type Hub } from '#server/ws/hub'
import { createPresence } from '#server/ws/presence'
import { startMindingSilence } from '#server/ws/silent-sockets'
import { createSocketHandlers } from '#server/ws/socket-handlers'
import { afterwards } from '#tests/support/cleanup'
import { createConversation, openTestStore } from '#tests/support/memory-store'
import { openRaw } from '#tests/support/raw-socket'
import { createWatch, type Watch } from '#tests/support/watch'

const store = openTestStore()
const home = await createConversation(store)
const chat = home.key

let hub: Hub
let away: LookedAway[]
let told: Watch<LookedAway>

beforeEach(() => {
  const presence = createPresence({ clock: Date.now, adminSeenAt: null, noteSeen: () => undefined })
  afterwards(presence.stop)
  hub = createHub(presence)
  away = []
  told = createWatch()
  hub.onLookedAway((one) => {
    away.push(one)
    told.tell(one)
  })
})

const phoneOf = (session: number, isVisible = true): Connection => {
  const page = new Connection({ role: 'user', session: { role: 'user', id: session }, home, address: '' }, 0, isVisible)
  hub.add(page)
  return page
}
const deskOf = (session: string): Connection => {
  const page = new Connection({ role: 'admin', session: { role: 'admin', id: session }, home: null, address: '' }, 0)
  hub.add(page)
  return page
}
/** Real sockets, each of the same phone. */
const serveSockets = (): string => {
  const nothing = (): void => undefined
  const doing = { dispatch: nothing, onOpen: nothing, onClose: nothing }
  const handlers = createSocketHandlers({ hub, store, version: '', clock: Date.now, ...doing })
  const seat = { role: 'user', session: { role: 'user', id: 1 }, home, address: '' } as const
  const server = Bun.serve<Connection>({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request, server) =>
      server.upgrade(request, { data: new Connection(seat, 0) }) ? undefined : new Response(null, { status: 400 }),
    websocket: handlers,
  })
  afterwards(() => server.stop(true))
  return `http://127.0.0.1:${server.port}`
}

const isPhoneWatched = (session: number) => hub.isWatched({ role: 'user', session, chat })
const isDeskWatched = (session: string) => hub.isWatched({ role: 'admin', session })

describe('nobody looks at a device', () => {
  test('that has no socket, though others of its conversation have', () => {
    phoneOf(1)
    deskOf('one')

    expect([isPhoneWatched(2), isDeskWatched('other')]).toEqual([false, false])
  })

  test('whose pages are all hidden, do not answer, or are gone', () => {
    const [hidden, silent, gone] = [phoneOf(1), phoneOf(1), phoneOf(1)]
    hub.look(hidden, false)
    hub.miss(silent)
    const withOneLeft = isPhoneWatched(1)
    hub.remove(gone, 'left')

    expect([withOneLeft, isPhoneWatched(1)]).toEqual([true, false])
  })
})

test('somebody looks at a device as soon as one of its pages is new, shown or heard again', () => {
  const [phone, desk] = [phoneOf(1), deskOf('one')]
  const fresh = [isPhoneWatched(1), isDeskWatched('one')]
  hub.look(phone, false)
  hub.miss(desk)
  hub.look(phone, true)
  hub.meetAgain(desk)

  expect([fresh, [isPhoneWatched(1), isDeskWatched('one')]]).toEqual([
    [true, true],
    [true, true],
  ])
})

test('nobody looks through the socket of a page that was hidden when it opened, until it is shown', () => {
  const page = phoneOf(1, false)
  const whileHidden = isPhoneWatched(1)
  hub.look(page, true)

  expect([whileHidden, isPhoneWatched(1)]).toEqual([false, true])
})

test('what was heard last is that of the pages that are looked at', () => {
  const [one, other, hidden, desk] = [phoneOf(1), phoneOf(1), phoneOf(1), deskOf('one')]
  for (const page of [one, other, hidden, desk]) hub.look(page, true)
  phoneOf(2)
  Object.assign(one, { heardAt: 5 })
  Object.assign(other, { heardAt: 7 })
  Object.assign(hidden, { heardAt: 9 })
  Object.assign(desk, { heardAt: 3 })
  hub.look(hidden, false)

  expect(hub.heardFrom(new Set([1, 'one', 3]))).toEqual(
    new Map<number | string, number>([
      [1, 7],
      ['one', 3],
    ]),
  )
})

test('a new page that has not said that it is visible counts for nothing that it is heard to say', () => {
  const [fresh, older, shown] = [phoneOf(1), phoneOf(2), phoneOf(3)]
  Object.assign(older, { openedAt: performance.now() - 10_000, heardAt: 5 })
  hub.look(shown, true)
  Object.assign(shown, { heardAt: 7 })

  expect(isPhoneWatched(1)).toBe(true)
  expect(hub.heardFrom(new Set([1, 2, 3]))).toEqual(
    new Map<number | string, number>([
      [2, 5],
      [3, 7],
    ]),
  )
  hub.remove(fresh, 'left')
})

describe('that nobody looks any more', () => {
  test('is said once, of a page that somebody looked at', () => {
    const page = phoneOf(1)
    hub.look(page, false)
    hub.look(page, false)
    hub.miss(page)
    hub.remove(page, 'cut')

    expect(away).toEqual([{ session: 1, how: 'left', seenUntil: 0 }])
  })

  test('is not said of a page that was hidden all the time', () => {
    const page = phoneOf(1, false)
    hub.look(page, false)
    hub.remove(page, 'left')

    expect(away).toEqual([])
  })

  test('is said with what was seen: nothing by a page that never was visible, what it spoke after by one that was', () => {
    const [never, missed, left] = [phoneOf(1), phoneOf(2), phoneOf(3)]
    for (const page of [missed, left]) {
      hub.look(page, true)
      Object.assign(page, { heardAt: 5 })
    }
    hub.miss(never)
    hub.miss(missed)
    hub.look(left, false)

    expect(away.slice(0, 2).map(({ seenUntil }) => seenUntil)).toEqual([0, 5])
    // What came in the last five seconds may have come too late.
    expect(away[2]?.seenUntil).toBeWithin(performance.now() - 5500, performance.now() - 4999)
  })

  test('is said with how it came about', () => {
    const [silent, cut, gone] = [phoneOf(1), phoneOf(2), deskOf('one')]
    hub.miss(silent)
    hub.remove(cut, 'cut')
    hub.remove(gone, 'left')

    expect(away.map(({ session, how }) => [session, how])).toEqual([
      [1, 'missed'],
      [2, 'cut'],
      ['one', 'left'],
    ])
  })

  test.each([
    [1000, 'left'],
    [1001, 'left'],
    [null, 'left'],
    [1006, 'cut'],
    [4000, 'cut'],
  ] as const)('is said of a new socket that ends with %p as %p, and that nothing was seen', async (code, how) => {
    const page = await openRaw(serveSockets(), '')
    if (code === 1006) page.tcp.resetAndDestroy()
    else page.send('close', code === null ? '' : Uint8Array.of(code >> 8, code & 255))

    expect(await told.next()).toEqual({ session: 1, how, seenUntil: 0 })
  })

  test('is said of a page that speaks no more, though its browser answers', async () => {
    const page = phoneOf(1)
    hub.look(page, true)
    Object.assign(page, { heardAt: performance.now() - 60_000, answeredAt: Number.POSITIVE_INFINITY })
    afterwards(startMindingSilence(hub, 300))

    expect(await told.until(({ session }) => session === 1)).toMatchObject({ how: 'missed', seenUntil: page.heardAt })
  })
})
