import { describe, expect, test } from 'bun:test'
import { ends, listening, openCall, openLine } from '#tests/support/calling'

const code = (answer: { error?: { code: string } }): string | undefined => answer.error?.code

describe('a page that is no end of a call', () => {
  test('is refused whatever it says of it, and disturbs nobody', async () => {
    const { server, eda, admin, visitor, desk, say } = await openCall()
    const third = await listening(server, eda.cookie, eda.chatId)
    const otherDesk = await listening(server, admin, eda.chatId, 'admin')
    const before = [visitor.frames.length, desk.frames.length]

    for (const socket of [third, otherDesk]) {
      for (const event of ['rtc:offer', 'rtc:answer'])
        expect(code(await say(socket, event, { sdp: 'v=0' }))).toBe('forbidden')
      expect(code(await say(socket, 'rtc:candidate', { candidate: null }))).toBe('forbidden')
      expect(code(await say(socket, 'call:end'))).toBe('forbidden')
    }

    await Promise.all([visitor.settled(), desk.settled()])
    expect([visitor.events('rtc:offer'), desk.events('rtc:offer')]).toEqual([[], []])
    // A ping's ack each.
    expect([visitor.frames.length, desk.frames.length]).toEqual(before.map((count) => count + 1))
  })

  test('of another conversation hears that it is forbidden, as of a call that never was', async () => {
    const { server, say, callId } = await openCall()
    const ali = await server.visitor('Ali')
    const socket = await listening(server, ali.cookie, ali.chatId)

    for (const event of ['call:accept', 'call:decline', 'call:end', 'join'])
      expect(code(await socket.request('/call', event, { chat_id: ali.chatId, call_id: callId() }))).toBe('forbidden')
    expect(code(await socket.request('/call', 'call:end', { chat_id: ali.chatId, call_id: 'never' }))).toBe('forbidden')
    expect(code(await say(socket, 'call:end'))).toBe('forbidden')
    expect(code(await say(socket, 'call:ring'))).toBe('forbidden')
    expect(code(await say(socket, 'join'))).toBe('forbidden')
  })

  test('but of the same side with another cookie cannot take an end over', async () => {
    const { server, desk, say, callId } = await openCall()
    const phone = await listening(server, await server.admin(), 'nowhere', 'admin')

    expect(code(await say(phone, 'join', { call_id: callId() }))).toBe('forbidden')

    await desk.settled()
    expect(ends(desk)).toEqual([])
  })
})

describe('what an end says at the wrong time', () => {
  test('before the answer: the callee signals nothing, the caller neither answers nor accepts', async () => {
    const { visitor, desk, say } = await openLine()
    await say(visitor, 'call:ring')

    expect(code(await say(desk, 'rtc:answer', { sdp: 'v=0' }))).toBe('wrong_state')
    expect(code(await say(desk, 'rtc:candidate', { candidate: null }))).toBe('wrong_state')
    expect(code(await say(visitor, 'rtc:answer', { sdp: 'v=0' }))).toBe('wrong_state')
    expect(code(await say(visitor, 'call:accept'))).toBe('forbidden')
    expect(code(await say(visitor, 'call:decline'))).toBe('forbidden')
  })

  test('after the end: wrong_state for all of it', async () => {
    const { visitor, desk, say, callId } = await openCall()
    await say(visitor, 'call:end')

    for (const event of ['call:accept', 'call:decline', 'call:end'])
      expect(code(await say(desk, event))).toBe('wrong_state')
    expect(code(await say(desk, 'rtc:answer', { sdp: 'v=0' }))).toBe('wrong_state')
    expect(code(await say(desk, 'join', { call_id: callId() }))).toBe('wrong_state')
    await desk.settled()
    expect(ends(desk)).toHaveLength(1)
  })

  test('the callee makes no offers', async () => {
    const { visitor, desk, say } = await openCall()

    expect(code(await say(desk, 'rtc:offer', { sdp: 'v=0' }))).toBe('wrong_state')
    expect(code(await say(visitor, 'rtc:answer', { sdp: 'v=0' }))).toBe('wrong_state')
  })
})

describe('bad data', () => {
  test('is refused by its code: no call, no sdp, 20 KiB and one byte, an unknown reason', async () => {
    const { visitor, desk, say } = await openCall()

    expect(code(await say(visitor, 'rtc:offer', {}))).toBe('bad_request')
    expect(code(await say(visitor, 'rtc:offer', { sdp: 5 }))).toBe('bad_request')
    expect(code(await say(visitor, 'rtc:offer', { sdp: 'x'.repeat(20 * 1024 + 1) }))).toBe('too_large')
    expect(code(await say(visitor, 'rtc:offer', { sdp: 'ş'.repeat(10 * 1024 + 1) }))).toBe('too_large')
    expect((await say(visitor, 'rtc:offer', { sdp: 'x'.repeat(20 * 1024) })).ok).toBe(true)
    expect(code(await say(visitor, 'call:end', { reason: 'boredom' }))).toBe('bad_request')
    expect(code(await say(visitor, 'rtc:candidate', { candidate: 'text' }))).toBe('bad_request')
    expect(code(await say(visitor, 'call:hold'))).toBe('bad_request')
    await desk.settled()
    expect(ends(desk)).toEqual([])
  })

  test('the 301st candidate of a side is rate_limited and says for how long; the other side has its own', async () => {
    const { visitor, desk, say } = await openCall({ MAX_FRAMES_PER_S: '0' })
    const candidate = { candidate: 'candidate:1 1 udp 1 203.0.113.5 9 typ host', sdpMid: '0', sdpMLineIndex: 0 }

    const answers = await Promise.all(Array.from({ length: 301 }, () => say(visitor, 'rtc:candidate', { candidate })))

    expect(answers.filter(({ ok }) => ok)).toHaveLength(300)
    expect(answers[300]?.error).toMatchObject({ code: 'rate_limited', retry_after_ms: expect.any(Number) })
    expect((await say(desk, 'rtc:candidate', { candidate })).ok).toBe(true)
    await desk.settled()
    expect(desk.events('rtc:candidate')).toHaveLength(300)
  })

  test('of candidates that are refused none is counted, for the end of the same cookie or for a call that never was', async () => {
    const { server, eda, visitor, desk, say } = await openCall({ MAX_FRAMES_PER_S: '0' })
    const third = await listening(server, eda.cookie, eda.chatId)
    const many = (call: object) =>
      Promise.all(Array.from({ length: 301 }, () => say(third, 'rtc:candidate', { candidate: null, ...call })))

    const refused = [...(await many({})), ...(await many({ call_id: 'never' }))]

    expect(new Set(refused.map(code))).toEqual(new Set(['forbidden']))
    expect((await say(visitor, 'rtc:candidate', { candidate: null })).ok).toBe(true)
    await desk.event('rtc:candidate')
  })

  test('a candidate is of plain letters', async () => {
    const { visitor, say } = await openCall()

    for (const candidate of [{ candidate: 'ş' }, { candidate: '\n' }, { sdpMid: '\u0000' }, { usernameFragment: '☎' }])
      expect(code(await say(visitor, 'rtc:candidate', { candidate }))).toBe('bad_request')
  })

  test('nothing of what was refused is in the log', async () => {
    const { server, visitor, say } = await openCall()

    await say(visitor, 'rtc:answer', { sdp: 'v=0 canary-of-a-description' })

    const refused = server.logged.filter((line) => line.includes('call_refused'))
    expect(refused).toHaveLength(1)
    expect(JSON.parse(refused[0] ?? '')).toMatchObject({ call_event: 'rtc:answer', role: 'user', code: 'wrong_state' })
    expect(server.logged.join('\n')).not.toContain('canary')
  })
})

describe('rings', () => {
  test('of a blocked visitor are forbidden, and blocking ends what is on as hangup', async () => {
    const { server, eda, admin, visitor, desk, say } = await openCall()

    await server.ask('PATCH', `/api/admin/chats/${eda.chatId}`, { blocked: true }, { Cookie: admin })

    expect((await visitor.event('call:ended')).data.reason).toBe('hangup')
    expect((await desk.event('call:ended')).data.reason).toBe('hangup')
    expect(code(await say(visitor, 'call:ring'))).toBe('forbidden')
  })

  test('are at most three in a minute; an answer to the other ring is none of them', async () => {
    const { visitor, desk, say } = await openLine()
    for (let ring = 0; ring < 3; ring++) {
      await say(visitor, 'call:ring')
      await say(visitor, 'call:end')
    }

    expect((await say(visitor, 'call:ring')).error).toMatchObject({
      code: 'rate_limited',
      retry_after_ms: expect.any(Number),
    })
    await say(desk, 'call:ring')
    expect((await say(visitor, 'call:ring')).ok).toBe(true)
  })

  test('are busy where a call is on, for its ends and for others; the same socket again gets the same call', async () => {
    const { server, eda, visitor, desk, say, callId } = await openLine()
    const tablet = await listening(server, eda.cookie, eda.chatId)
    await say(visitor, 'call:ring')
    const first = callId()

    expect((await say(visitor, 'call:ring')).data.call_id).toBe(first)
    expect(code(await say(tablet, 'call:ring'))).toBe('busy')
    await say(desk, 'call:accept')
    for (const socket of [visitor, tablet, desk]) expect(code(await say(socket, 'call:ring'))).toBe('busy')
  })

  test('of a page that is in another call are busy, and so is its accept', async () => {
    const { server, desk } = await openCall()
    const ali = await server.visitor('Ali')
    const other = await listening(server, ali.cookie, ali.chatId)

    expect(code(await desk.request('/call', 'call:ring', { chat_id: ali.chatId }))).toBe('busy')
    const { data } = await other.request('/call', 'call:ring', { chat_id: ali.chatId })
    expect(data.all_busy).toBe(true)
    const accept = await desk.request('/call', 'call:accept', { chat_id: ali.chatId, call_id: data.call_id })
    expect(code(accept)).toBe('busy')
  })
})

const hidden = { ICE_TRANSPORT_POLICY: 'relay', TURN_URLS: 'turn:127.0.0.1:3478', TURN_SECRET: 'x'.repeat(32) }

test('where addresses are to stay hidden a candidate is refused as elsewhere, before it is looked at', async () => {
  const { server, eda, visitor, say } = await openCall(hidden)
  const third = await listening(server, eda.cookie, eda.chatId)
  const direct = { candidate: { candidate: 'candidate:1 1 udp 1 203.0.113.5 9 typ host', sdpMid: '0' } }

  expect(code(await say(third, 'rtc:candidate', direct))).toBe('forbidden')
  expect(code(await say(visitor, 'rtc:candidate', { ...direct, call_id: 'never' }))).toBe('forbidden')
  await say(visitor, 'call:end')
  expect(code(await say(visitor, 'rtc:candidate', direct))).toBe('wrong_state')
})

test('where addresses are to stay hidden nothing but relayed candidates is passed on', async () => {
  const { visitor, desk, say } = await openCall(hidden)
  const line = (type: string): string => `candidate:1 1 udp 1 203.0.113.5 9 typ ${type}`

  await say(visitor, 'rtc:offer', { sdp: `v=0\r\na=${line('host')}\r\na=${line('relay')}\r\n` })
  for (const type of ['host', 'srflx', 'relay'])
    expect((await say(visitor, 'rtc:candidate', { candidate: { candidate: line(type), sdpMid: '0' } })).ok).toBe(true)

  await desk.settled()
  expect(desk.events('rtc:offer')[0]?.data.sdp).not.toContain('typ host')
  expect(desk.events('rtc:candidate').map(({ data }) => data.candidate.candidate)).toEqual([line('relay')])
})
