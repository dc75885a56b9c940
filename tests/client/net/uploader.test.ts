import { describe, expect, test } from 'bun:test'
import { Outbox } from '#client/net/outbox'
import { Uploader } from '#client/net/uploader'
import type { OutboxRow } from '#client/state/outbox'
import { createFakeClock } from '#tests/support/fake-clock'
import { createFakeRequests, refusalBody, uploadedAs } from '#tests/support/fake-request'
import { attachedPicture, createFakeOutboxStore, pictureRow } from '#tests/support/outbox-rows'
import { settled } from '#tests/support/settled'

/** An outbox with these rows from an earlier visit, and who uploads them, the line open. */
const setUp = async (rows: OutboxRow[] = [], { isLeading = true, isOpen = true } = {}) => {
  const clock = createFakeClock()
  const { open: openRequest, sent } = createFakeRequests()
  const told = { heldUp: 0, tabs: 0, doubts: 0, changes: 0 }
  const store = createFakeOutboxStore(...rows)
  let ids = 0
  const outbox: Outbox = new Outbox({
    side: 'user',
    store,
    tabs: { tell: () => {} },
    clock,
    newId: () => `new-id-${++ids}`,
    onNotKept: () => {},
    onChange: () => {
      told.changes++
      uploader.run()
    },
  })
  const uploader: Uploader = new Uploader({
    outbox,
    openRequest,
    clock,
    random: () => 0.5,
    leader: { isLeading: () => isLeading },
    isOurs: (chatId) => chatId !== 'strange',
    tell: () => told.tabs++,
    onHeldUp: () => told.heldUp++,
    onUnauthenticated: () => told.doubts++,
  })
  await outbox.read()
  if (isOpen) uploader.setOpen(true)
  const write = async (chatId = 'chat-1'): Promise<void> => {
    outbox.write(chatId, '', null, attachedPicture())
    await settled()
  }
  const left = () => outbox.state.rows.map(({ client_id: id, file_ref: ref, failure }) => [id, failure ?? ref ?? null])
  return { clock, sent, told, store, outbox, uploader, write, left }
}

describe('an upload that is refused', () => {
  test('for the file’s own sake fails that message, and the next one goes', async () => {
    for (const [status, code] of [
      [400, 'bad_request'],
      [403, 'forbidden'],
      [413, 'too_large'],
      [415, 'unsupported_type'],
    ] as const) {
      const { write, sent, left } = await setUp()
      await write()
      await write()

      await (await sent.next()).answer(status, refusalBody(code))
      await (await sent.next()).answer(201, uploadedAs('f'))

      expect(left()).toEqual([
        ['new-id-1', code],
        ['new-id-2', 'f'],
      ])
    }
  })

  test('for want of room waits as long as the server says, shows it, and is tried again', async () => {
    const { write, sent, clock, outbox, left } = await setUp()
    await write()

    await (await sent.next()).answer(507, refusalBody('storage_full'), { 'retry-after': '60' })
    expect(outbox.state.uploads).toEqual(new Map([['new-id-1', 'no_room']]))
    clock.advance(59_999)
    expect(sent.rest()).toEqual([])
    clock.advance(1)
    const again = await sent.next()
    expect(outbox.state.uploads).toEqual(new Map([['new-id-1', 0]]))
    await again.answer(201, uploadedAs('f'))

    expect(left()).toEqual([['new-id-1', 'f']])
  })

  test('because the server is not able to now is told once, until it can again', async () => {
    const { write, sent, clock, told } = await setUp()
    await write()
    for (let time = 0; time < 2; time++) {
      await (await sent.next()).answer(503, refusalBody('unavailable'), { 'retry-after': '5' })
      clock.advance(5000)
    }
    expect(told.heldUp).toBe(1)
    await (await sent.next()).answer(201, uploadedAs('f'))
    await write()

    await (await sent.next()).answer(503, refusalBody('unavailable'))

    expect(told.heldUp).toBe(2)
  })

  test('because of the session fails nothing, and the session is asked for', async () => {
    const { write, sent, told, left } = await setUp()
    await write()

    await (await sent.next()).answer(401, refusalBody('unauthenticated'))

    expect(told.doubts).toBe(1)
    expect(left()).toEqual([['new-id-1', null]])
  })
})

describe('an upload without an answer', () => {
  test('is tried again, later each time', async () => {
    const { write, sent, clock } = await setUp()
    await write()

    await (await sent.next()).fail()
    expect(sent.rest()).toEqual([])
    clock.advance(1000)
    await (await sent.next()).fail()
    clock.advance(999)
    expect(sent.rest()).toEqual([])
    clock.advance(500)

    await sent.next()
  })

  test('is tried at once when the line, or the network, is back', async () => {
    const { write, sent, uploader } = await setUp()
    await write()
    await (await sent.next()).fail()
    uploader.setOpen(false)

    uploader.setOpen(true)
    await settled()
    await (await sent.next()).fail()
    uploader.hurry()
    await settled()

    await sent.next()
  })

  test('does not hurry past the time that the server gave', async () => {
    const { write, sent, uploader, clock } = await setUp()
    await write()
    await (await sent.next()).fail()
    clock.advance(1000)
    await (await sent.next()).answer(429, refusalBody('rate_limited'), { 'retry-after': '30' })

    uploader.hurry()
    await settled()

    expect(sent.rest()).toEqual([])
  })

  test('does not begin while the line is down: what cannot be sent need not be there', async () => {
    const { write, sent } = await setUp([], { isOpen: false })

    await write()

    expect(sent.all()).toEqual([])
  })
})

describe('a picture that is not wanted any more', () => {
  test('stops at once, and the next one goes', async () => {
    const { write, sent, outbox, left } = await setUp()
    await write()
    await write()
    const first = await sent.next()

    outbox.remove('new-id-1')

    expect(first.isAborted()).toBe(true)
    await (await sent.next()).answer(201, uploadedAs('f'))
    expect(left()).toEqual([['new-id-2', 'f']])
  })

  test('stops when another tab removes it', async () => {
    const { write, sent, outbox, store } = await setUp()
    await write()
    const request = await sent.next()
    await store.remove('new-id-1')

    await outbox.read()

    expect(request.isAborted()).toBe(true)
  })

  test('stops when the page goes', async () => {
    const { write, sent, uploader, clock } = await setUp()
    await write()
    const request = await sent.next()

    uploader.stop()
    await settled()

    expect(request.isAborted()).toBe(true)
    expect(clock.waiting()).toBe(0)
  })
})

describe('the lanes', () => {
  test('take one picture of a conversation at a time, in the order of writing, and conversations side by side', async () => {
    const { write, sent, left } = await setUp()
    await write()
    await write()
    await write('chat-2')
    await write('strange')

    const [first, other] = [await sent.next(), await sent.next()]
    expect([first.form.get('chat_id'), other.form.get('chat_id')]).toEqual(['chat-1', 'chat-2'])
    expect(sent.rest()).toEqual([])
    await first.answer(201, uploadedAs('f1'))
    await (await sent.next()).answer(201, uploadedAs('f2'))

    expect(left().slice(0, 2)).toEqual([
      ['new-id-1', 'f1'],
      ['new-id-2', 'f2'],
    ])
    expect(sent.rest()).toEqual([])
  })

  test('show how far each is, at most ten times a second', async () => {
    const { write, sent, clock, outbox, told } = await setUp()
    await write()
    const request = await sent.next()
    const before = told.changes

    for (let percent = 1; percent <= 50; percent++) {
      clock.advance(10)
      request.move(percent)
    }
    expect(told.changes - before).toBe(5)
    expect(outbox.state.uploads.get('new-id-1')).toBe(0.5)
    request.move(100)

    expect(outbox.state.uploads.get('new-id-1')).toBe(1)
  })

  test('fail what this device cannot find any more', async () => {
    const { store, clock, sent, left } = await setUp([pictureRow('p')])
    store.bytesById.clear()

    clock.advance(2000)
    await settled()

    expect(sent.all()).toEqual([])
    expect(left()).toEqual([['p', 'unreadable']])
  })
})

describe('a picture from another tab', () => {
  test('is taken over by the leading tab once nothing is heard of it for two seconds', async () => {
    const { sent, clock, uploader, left } = await setUp([pictureRow('p')])
    for (let second = 0; second < 5; second++) {
      clock.advance(1000)
      uploader.heard()
    }
    await settled()
    expect(sent.all()).toEqual([])

    clock.advance(2000)
    await (await sent.next()).answer(201, uploadedAs('f'))

    expect(left()).toEqual([['p', 'f']])
  })

  test('is taken over by any other tab later', async () => {
    const { sent, clock } = await setUp([pictureRow('p')], { isLeading: false })
    clock.advance(4999)
    await settled()
    expect(sent.all()).toEqual([])

    clock.advance(1)

    await sent.next()
  })

  test('is told of as long as it is under way, also where timers are slow', async () => {
    const { write, sent, clock, told } = await setUp([], { isLeading: false })
    await write()
    const request = await sent.next()
    expect(told.tabs).toBe(1)

    clock.advance(3000)
    expect(told.tabs).toBe(4)
    await request.answer(201, uploadedAs('f'))
    clock.advance(3000)

    expect(told.tabs).toBe(4)
  })
})
