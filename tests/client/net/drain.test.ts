import { describe, expect, test } from 'bun:test'
import { Drain } from '#client/net/drain'
import type { Reply } from '#client/net/requests'
import { emptyOutbox, type OutboxRow, type OutboxState, reduceOutbox } from '#client/state/outbox'
import type { Message } from '#protocol/messages'
import { createFakeClock } from '#tests/support/fake-clock'
import { outboxRow, pictureRow } from '#tests/support/outbox-rows'
import { settled } from '#tests/support/settled'
import { storedMessage } from '#tests/support/stored-message'
import { createWatch } from '#tests/support/watch'

type Sending = { id: string; data: object; replyTo: number | null | undefined; answer: (reply: Reply) => Promise<void> }

const stored = (id: string): Reply => ({ ok: true, data: { message: storedMessage(1, { client_id: id }) } })
const refused = (code: string, retryAfterMs = 0): Reply => ({ ok: false, code, ...(retryAfterMs && { retryAfterMs }) })

const setUp = (rows: OutboxRow[], { isLeading = true, unkept = [] as string[] } = {}) => {
  const clock = createFakeClock()
  const sent = createWatch<Sending>()
  const got: Message[] = []
  const joins: string[] = []
  const told = { heldUp: 0 }
  let state: OutboxState = { ...emptyOutbox, rows, unkept: new Set(unkept) }
  let joinReply: Reply = { ok: true, data: {} }
  const change = (clientId: string, to: (row: OutboxRow) => OutboxRow): void => {
    state = { ...state, rows: state.rows.map((row) => (row.client_id === clientId ? to(row) : row)) }
  }
  const outbox = {
    get state() {
      return state
    },
    remove: (clientId: string) => {
      state = reduceOutbox(state, { type: 'removed', clientId })
    },
    fail: (clientId: string, failure: string) => change(clientId, (row) => ({ ...row, failure })),
    dropReply: (clientId: string) => change(clientId, (row) => ({ ...row, reply_to: null })),
    dropUpload: (clientId: string, failure?: string) =>
      change(clientId, () => pictureRow(clientId, failure === undefined ? {} : { failure })),
  }
  const drain: Drain = new Drain({
    outbox,
    clock,
    rooms: {
      join: async (chatId) => {
        joins.push(chatId)
        return joinReply
      },
      leave: (chatId) => void joins.push(`left ${chatId}`),
    },
    line: {
      request: (_ns, _event, data) =>
        new Promise((resolve) => {
          const answer = (reply: Reply) => {
            resolve(reply)
            return settled()
          }
          if ('client_id' in data) sent.tell({ id: data.client_id, data, replyTo: data.reply_to, answer })
        }),
    },
    leader: { isLeading: () => isLeading },
    isOurs: (chatId) => chatId !== 'strange',
    // What changes on the page is looked at once more for what could be sent.
    onStored: (message) => {
      got.push(message)
      drain.run()
    },
    onHeldUp: () => told.heldUp++,
  })
  const left = () => state.rows.map(({ client_id: id, failure }) => (failure ? `${id} ${failure}` : id))
  const add = (row: OutboxRow) => {
    state = { ...state, rows: [...state.rows, row] }
    drain.run()
  }
  const answerJoins = (reply: Reply) => {
    joinReply = reply
  }
  /** The bytes of all pictures are with the server. */
  const uploadAll = () => {
    state = { ...state, rows: state.rows.map((row) => (row.medium ? { ...row, file_ref: 'again' } : row)) }
    drain.run()
  }
  return { drain, clock, sent, got, joins, told, left, add, answerJoins, uploadAll }
}

const three = [outboxRow('a'), outboxRow('b'), outboxRow('c')]

describe('a refusal', () => {
  test('for good fails that message and the queue goes on', async () => {
    const { drain, sent, left } = setUp(three)
    drain.setOpen(true)

    await (await sent.next()).answer(refused('bad_request'))
    await (await sent.next()).answer(stored('b'))

    expect(left()).toEqual(['a bad_request', 'c'])
  })

  test('of what answers a message is of the answer first, then of the text', async () => {
    const { drain, sent, left } = setUp([outboxRow('a', { reply_to: 7 })])
    drain.setOpen(true)

    for (const replyTo of [7, undefined]) {
      const sending = await sent.next()
      expect(sending.replyTo).toBe(replyTo)
      await sending.answer(refused('bad_request'))
    }
    expect(left()).toEqual(['a bad_request'])
  })

  test('for a while holds up its conversation, and no other', async () => {
    const { drain, sent, clock, left } = setUp([...three, outboxRow('d', { chat_id: 'chat-2' })])
    drain.setOpen(true)

    await (await sent.next()).answer(refused('rate_limited', 1500))
    await (await sent.next()).answer(stored('d'))
    expect(sent.rest()).toEqual([])
    clock.advance(1500)

    expect((await sent.next()).id).toBe('a')
    expect(left()).toEqual(['a', 'b', 'c'])
  })

  test('for want of room is told once, until something could be stored again', async () => {
    const { drain, sent, clock, told, add } = setUp([outboxRow('a')])
    drain.setOpen(true)

    await (await sent.next()).answer(refused('rate_limited', 1500))
    clock.advance(1500)
    expect(told.heldUp).toBe(0)
    for (const code of ['storage_full', 'unavailable']) {
      await (await sent.next()).answer(refused(code, 5000))
      clock.advance(5000)
    }
    expect(told.heldUp).toBe(1)
    await (await sent.next()).answer(stored('a'))
    add(outboxRow('b'))
    await (await sent.next()).answer(refused('storage_full', 5000))

    expect(told.heldUp).toBe(2)
  })

  test('to let this page in fails the message with that code', async () => {
    const { drain, answerJoins, left, sent } = setUp([outboxRow('a')])
    answerJoins(refused('not_found'))

    drain.setOpen(true)
    await settled()

    expect(left()).toEqual(['a not_found'])
    expect(sent.all()).toEqual([])
  })

  test('because the room was left joins again and fails nothing', async () => {
    const { drain, sent, clock, joins, left } = setUp([outboxRow('a')])
    drain.setOpen(true)

    await (await sent.next()).answer(refused('not_joined'))
    clock.advance(1000)
    await (await sent.next()).answer(stored('a'))

    expect(joins).toEqual(['chat-1', 'left chat-1', 'chat-1'])
    expect(left()).toEqual([])
  })
})

describe('the order', () => {
  test('is kept: one message of a conversation at a time', async () => {
    const { drain, sent, got, left } = setUp(three)
    drain.setOpen(true)

    for (const id of ['a', 'b', 'c']) {
      const sending = await sent.next()
      expect(sending.id).toBe(id)
      expect(sent.rest()).toEqual([])
      await sending.answer(stored(id))
    }

    expect(got.map(({ client_id }) => client_id)).toEqual(['a', 'b', 'c'])
    expect(left()).toEqual([])
  })

  test('is kept over a lost line: the same message goes first again', async () => {
    const { drain, sent, left } = setUp(three)
    drain.setOpen(true)
    const lost = await sent.next()
    drain.setOpen(false)
    await lost.answer(refused('line'))
    expect(sent.rest()).toEqual([])

    drain.setOpen(true)

    expect((await sent.next()).id).toBe('a')
    expect(left()).toEqual(['a', 'b', 'c'])
  })

  test('is kept over an answer that never came', async () => {
    const { drain, sent, clock } = setUp(three)
    drain.setOpen(true)

    await (await sent.next()).answer(refused('timeout'))
    clock.advance(1000)

    expect((await sent.next()).id).toBe('a')
  })
})

describe('a tab that does not lead', () => {
  test('sends nothing while the leader does', async () => {
    const { drain, sent, clock, add } = setUp([], { isLeading: false })
    drain.setOpen(true)

    add(outboxRow('a'))
    clock.advance(2999)
    await settled()

    expect(sent.all()).toEqual([])
  })

  test('sends what the leader leaves lying for three seconds', async () => {
    const { drain, sent, clock, left } = setUp(three, { isLeading: false })
    drain.setOpen(true)

    clock.advance(3000)

    for (const id of ['a', 'b', 'c']) await (await sent.next()).answer(stored(id))
    expect(left()).toEqual([])
  })

  test('sends what only its own memory holds', async () => {
    const { drain, sent } = setUp([outboxRow('a')], { isLeading: false, unkept: ['a'] })

    drain.setOpen(true)

    expect((await sent.next()).id).toBe('a')
  })
})

describe('a picture', () => {
  const uploaded = pictureRow('p', { file_ref: 'f', text: 'fatura', reply_to: 7 })

  test('whose file the server has lost is uploaded anew, twice at most', async () => {
    const { drain, sent, left, uploadAll } = setUp([pictureRow('p', { file_ref: 'f' })])
    drain.setOpen(true)

    await (await sent.next()).answer(refused('not_found'))
    for (const code of ['conflict', 'not_found']) {
      expect(left()).toEqual(['p'])
      expect(sent.rest()).toEqual([])
      uploadAll()
      await (await sent.next()).answer(refused(code))
    }

    expect(left()).toEqual(['p file_lost'])
  })

  test('that its room refuses has failed: no file is at fault', async () => {
    const { drain, answerJoins, left } = setUp([uploaded])
    answerJoins(refused('not_found'))

    drain.setOpen(true)
    await settled()

    expect(left()).toEqual(['p not_found'])
  })

  test('goes with its upload and caption, and is kept over a lost line', async () => {
    const { drain, sent } = setUp([uploaded, pictureRow('bare', { file_ref: 'g' })])
    const whole = { chat_id: 'chat-1', client_id: 'p', type: 'image', fileRef: 'f', text: 'fatura', reply_to: 7 }
    drain.setOpen(true)
    const lost = await sent.next()
    drain.setOpen(false)
    await lost.answer(refused('line'))
    drain.setOpen(true)
    const again = await sent.next()
    await again.answer(stored('p'))

    expect([lost.data, again.data]).toEqual([whole, whole])
    expect((await sent.next()).data).toEqual({ chat_id: 'chat-1', client_id: 'bare', type: 'image', fileRef: 'g' })
  })

  test('that is not uploaded yet lets the texts behind it pass, and follows them', async () => {
    const { drain, sent, uploadAll } = setUp([pictureRow('p'), outboxRow('a')])
    drain.setOpen(true)

    await (await sent.next()).answer(stored('a'))
    uploadAll()

    expect((await sent.next()).id).toBe('p')
  })
})

test('a text for another conversation is never sent', async () => {
  const { drain, sent, left } = setUp([outboxRow('old', { chat_id: 'strange' }), outboxRow('a')])
  drain.setOpen(true)

  await (await sent.next()).answer(stored('a'))

  expect(sent.all().map(({ id }) => id)).toEqual(['a'])
  expect(left()).toEqual(['old'])
})
