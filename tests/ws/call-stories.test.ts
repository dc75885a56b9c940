import { describe, expect, test } from 'bun:test'
import { ends, listening, openCall, openLine } from '#tests/support/calling'
import { scratchDatabase } from '#tests/support/scratch'
import { startTestServer } from '#tests/support/test-server'

const candidate = { candidate: 'candidate:1 1 udp 1 203.0.113.5 9 typ host', sdpMid: '0', sdpMLineIndex: 0 }
const reasonOf = ({ data }: { data: { reason: string } }): string => data.reason

describe('a call', () => {
  test('rings at every admin, is answered by one, brings signals in order and leaves a message', async () => {
    const { server, eda, admin, visitor, desk, say, callId } = await openLine()
    const otherDesk = await server.socket(admin, 'admin')
    const room = await server.joined(admin, eda.chatId, 'admin')

    expect((await say(visitor, 'call:ring', { video: true })).data.call_id).toMatch(/^[\w-]{16,}$/)
    const incoming = await desk.event('call:incoming')
    expect(incoming).toMatchObject({
      ns: '/call',
      data: { chat_id: eda.chatId, call_id: callId(), fromName: 'Eda', video: true, expires_at: expect.any(String) },
    })
    await otherDesk.event('call:incoming')
    // What the caller says before somebody answers waits for whoever does.
    await say(visitor, 'rtc:offer', { sdp: 'the offer' })
    await say(visitor, 'rtc:candidate', { candidate })
    await desk.settled()
    expect(desk.events('rtc:offer')).toEqual([])

    expect((await say(desk, 'call:accept')).ok).toBe(true)
    expect((await visitor.event('call:accepted')).data).toMatchObject({ caller: 'user', you: false })
    expect((await desk.event('call:accepted')).data).toMatchObject({ caller: 'user', you: true })
    expect(reasonOf((await otherDesk.event('call:ended')) as never)).toBe('answered_elsewhere')
    await say(visitor, 'rtc:candidate', { candidate: null })
    await desk.settled()
    expect(
      desk.frames
        .filter(({ event }) => event?.startsWith('rtc:'))
        .map(({ event, data }) => [event, data.sdp ?? data.candidate]),
    ).toEqual([
      ['rtc:offer', 'the offer'],
      ['rtc:candidate', candidate],
      ['rtc:candidate', null],
    ])
    await say(desk, 'rtc:answer', { sdp: 'the answer' })
    expect((await visitor.event('rtc:answer')).data.sdp).toBe('the answer')

    await say(desk, 'call:end')
    expect((await visitor.event('call:ended')).data).toMatchObject({ reason: 'hangup', duration_s: 0 })
    const { data: message } = await room.event('chat:message')
    expect(message).toMatchObject({
      role: 'system',
      type: 'call',
      text: null,
      call: { call_id: callId(), from: 'user', video: true, outcome: 'hangup', duration_s: 0 },
    })
    await otherDesk.settled()
    expect([visitor, desk, otherDesk].map((socket) => ends(socket).length)).toEqual([1, 1, 1])
  })

  test('of the admin rings at the visitor, who declines: both hear it instead of an end', async () => {
    const { visitor, desk, say } = await openLine()

    await say(desk, 'call:ring')
    expect((await visitor.event('call:incoming')).data.fromName).toBe('Admin Muhsin')
    await say(visitor, 'call:decline')

    await desk.event('call:declined')
    await visitor.event('call:declined')
    expect([visitor, desk].map((socket) => ends(socket).length)).toEqual([1, 1])
  })

  test('that nobody answers is missed at both ends, once its time is over', async () => {
    const { visitor, desk, say } = await openLine({ RING_TIMEOUT_S: '1' })

    await say(visitor, 'call:ring')

    expect(reasonOf((await desk.event('call:ended')) as never)).toBe('missed')
    expect(reasonOf((await visitor.event('call:ended')) as never)).toBe('missed')
    expect((await say(desk, 'call:accept')).error?.code).toBe('wrong_state')
  })

  test('is cancelled by its caller while it rings; from the other side an end is a decline', async () => {
    const { visitor, desk, say } = await openLine()

    await say(visitor, 'call:ring')
    await say(visitor, 'call:end')
    expect(reasonOf((await desk.event('call:ended')) as never)).toBe('cancelled')
    await say(visitor, 'call:ring')
    await say(desk, 'call:end')
    await visitor.event('call:declined')
  })

  test('that did not connect says so', async () => {
    const { visitor, desk, say } = await openCall()

    await say(visitor, 'call:end', { reason: 'connect_failed' })

    expect(reasonOf((await desk.event('call:ended')) as never)).toBe('connect_failed')
  })

  test('of both at once is one call: the second ring is its answer', async () => {
    const { visitor, desk, say } = await openLine()

    const [first, second] = await Promise.all([say(visitor, 'call:ring'), say(desk, 'call:ring')])

    expect(second.data.call_id).toBe(first.data.call_id)
    expect((await visitor.event('call:accepted')).data).toMatchObject({ caller: 'user', you: false })
    expect((await desk.event('call:accepted')).data).toMatchObject({ caller: 'user', you: true })
  })

  test('that two accept at once is answered by one of them, every time', async () => {
    const { server, admin, eda, visitor, desk, say, callId } = await openLine()
    const otherDesk = await listening(server, admin, eda.chatId, 'admin')
    await say(visitor, 'call:ring')

    const answers = await Promise.all([say(desk, 'call:accept'), say(otherDesk, 'call:accept')])

    expect(answers.map(({ ok }) => ok)).toEqual([true, false])
    expect(answers[1]?.error?.code).toBe('wrong_state')
    expect(callId()).not.toBe('')
  })
})

describe('a page that comes', () => {
  test('while it rings hears of it: the admin after hello, the visitor after join', async () => {
    const { server, eda, admin, visitor, desk, say } = await openLine()
    await say(visitor, 'call:ring')
    const late = await server.socket(admin, 'admin')
    await late.event('call:incoming')
    await say(visitor, 'call:end')
    expect(reasonOf((await late.event('call:ended')) as never)).toBe('cancelled')

    await say(desk, 'call:ring')
    const phone = await server.socket(eda.cookie)
    await phone.settled()
    expect(phone.events('call:incoming')).toEqual([])
    const { data } = await phone.request('/call', 'join', { chat_id: eda.chatId })
    expect(data.call).toMatchObject({ state: 'ringing', caller: 'admin', video: false, expires_at: expect.any(String) })
    await phone.event('call:incoming')
  })

  test('back to its call takes its end over: the old socket hears no more, the other end is told', async () => {
    const { server, eda, visitor, desk, say, callId } = await openCall()
    const again = await server.socket(eda.cookie)

    const { data } = await again.request('/call', 'join', { chat_id: eda.chatId, call_id: callId() })

    expect(data.call).toMatchObject({ call_id: callId(), state: 'live', caller: 'user' })
    expect((await desk.event('call:rejoined')).data.call_id).toBe(callId())
    expect((await say(visitor, 'rtc:offer', { sdp: 'old' })).error?.code).toBe('forbidden')
    await say(again, 'rtc:offer', { sdp: 'new' })
    expect((await desk.event('rtc:offer')).data.sdp).toBe('new')
    await say(desk, 'call:end')
    await again.event('call:ended')
    await visitor.settled()
    expect(ends(visitor)).toEqual([])
  })

  test('only to hang up may, where the old socket is gone', async () => {
    const { server, eda, visitor, desk, say } = await openCall()
    visitor.close()
    await visitor.closed
    const again = await server.socket(eda.cookie)

    expect((await say(again, 'call:end')).ok).toBe(true)

    expect(reasonOf((await desk.event('call:ended')) as never)).toBe('hangup')
  })
})

describe('a page that goes', () => {
  test('and stays away loses the call after its time; ringing, that is a cancel', async () => {
    const { visitor, desk, say, server, eda } = await openCall({ CALL_LOST_S: '1' })
    visitor.close()
    expect(reasonOf((await desk.event('call:ended')) as never)).toBe('lost')

    const phone = await listening(server, eda.cookie, eda.chatId)
    await say(phone, 'call:ring')
    phone.close()
    const end = await desk.until(({ event, data }) => event === 'call:ended' && data.reason === 'cancelled')
    expect(end.data.duration_s).toBe(0)
  })

  test('because its session is over ends it at once, and erasing the conversation does', async () => {
    const { server, eda, admin, visitor, desk, say } = await openCall()

    await server.ask('DELETE', '/api/session', undefined, { Cookie: eda.cookie })
    expect(reasonOf((await desk.event('call:ended')) as never)).toBe('hangup')
    expect(await visitor.closed).toBe(4001)

    const ali = await server.visitor('Ali')
    const other = await listening(server, ali.cookie, ali.chatId)
    await other.request('/call', 'call:ring', { chat_id: ali.chatId })
    await desk.until(({ event, data }) => event === 'call:incoming' && data.fromName === 'Ali')
    await server.ask('DELETE', '/api/admin/chats', { chat_ids: [ali.chatId] }, { Cookie: admin })
    expect(reasonOf((await other.event('call:ended')) as never)).toBe('hangup')
    expect(await other.closed).toBe(4001)
    expect((await say(desk, 'join')).data.call).toBeNull()
  })

  test('while it rings takes with it what it said: nobody connects to a page that is not there', async () => {
    const { visitor, desk, say, server, eda } = await openLine()
    await say(visitor, 'call:ring')
    await say(visitor, 'rtc:offer', { sdp: 'of a page that goes' })
    const other = await listening(server, eda.cookie, eda.chatId)
    visitor.close()
    await visitor.closed
    await other.settled()
    await say(desk, 'call:accept')

    await desk.settled()
    expect(desk.events('rtc:offer')).toEqual([])
  })

  test.each(['visitor', 'admin'] as const)(
    'because the time of its session is over, of the %s, does too',
    async (who) => {
      const place = scratchDatabase()
      const { visitor, desk } = await openCall({ DATABASE_URL: place.url })

      place.open().run(`UPDATE ${who}_sessions SET expires_at = 1`)

      expect(reasonOf((await (who === 'visitor' ? desk : visitor).event('call:ended')) as never)).toBe('hangup')
    },
  )

  test('with its conversation rings no more, even where it rings again as it is told so', async () => {
    const server = await startTestServer()
    const admin = await server.admin()
    const ringing = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const { cookie, chatId } = await server.visitor()
        const socket = await listening(server, cookie, chatId)
        await socket.request('/call', 'call:ring', { chat_id: chatId })
        return { socket, chatId }
      }),
    )
    for (const { socket, chatId } of ringing)
      void socket
        .event('call:ended')
        .then(() => socket.request('/call', 'call:ring', { chat_id: chatId }))
        .catch(() => undefined)

    const erased = { chat_ids: ringing.map(({ chatId }) => chatId) }
    await server.ask('DELETE', '/api/admin/chats', erased, { Cookie: admin })

    await Promise.all(ringing.map(({ socket }) => socket.closed))
    const late = await server.socket(admin, 'admin')
    await late.settled()
    expect(late.events('call:incoming')).toEqual([])
  })
})
