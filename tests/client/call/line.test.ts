import { describe, expect, test } from 'bun:test'
import { settled } from '#tests/support/settled'
import {
  acceptedFrame,
  answering,
  callNow,
  endedFrame,
  incomingFrame,
  no,
  of,
  ok,
  ringing,
  rung,
  stage,
  talking,
} from './stage.ts'

describe('a new line that says', () => {
  test('that the call is over, or not this page’s, ends it as lost', async () => {
    for (const answer of [no('wrong_state'), no('forbidden'), no('not_found'), ok({ call: null }), ok('?')]) {
      const on = await talking()
      await on.lose()
      on.open()
      await on.last('join').answer(answer)

      expect(on.call()?.end?.how).toBe('lost')
      expect([on.live().length, on.openPeers().length, on.clock.waiting()]).toEqual([0, 0, 0])
      expect(on.events()).not.toContain('call:end')
    }
  })

  test('how it ended after all is believed', async () => {
    const on = await talking()
    await on.lose()
    on.open()
    await on.last('join').answer(no('wrong_state'))
    await on.hear(endedFrame('hangup', 12))

    expect(on.call()?.end).toEqual({ how: 'hangup', durationS: 12 })
  })

  test('nothing, or to ask later, changes nothing', async () => {
    const on = await talking()
    await on.lose()
    on.open()
    await on.lose()
    on.open()
    await on.last('join').answer(no('rate_limited', 700))
    const joins = () => on.events().filter((event) => event === 'join').length
    expect([joins(), on.call()?.phase]).toEqual([2, 'active'])
    on.clock.advance(700)

    expect(joins()).toBe(3)
  })

  test('nothing in time is asked again', async () => {
    const on = await talking()
    await on.lose()
    on.open()
    await on.last('join').answer(no('timeout'))
    on.clock.advance(1000)
    await on.last('join').answer(ok(callNow()))
    on.peer().ports.onSignal({ type: 'candidate', candidate: null })

    expect(on.events().slice(-3)).toEqual(['join', 'join', 'rtc:candidate'])
  })

  test('that a ring is over ends it', async () => {
    const on = await ringing()
    await on.lose()
    on.open()
    expect(on.last('join').data).toEqual(of)
    await on.last('join').answer(no('wrong_state'))

    expect(on.call()?.end?.how).toBe('lost')
  })
})

describe('a line that is lost', () => {
  test('is noted, and the call goes on; what it has to say waits until the server knows its new line', async () => {
    const on = await talking()
    await on.lose()
    expect(on.call()).toMatchObject({ phase: 'active', notes: ['line_down'] })
    on.peer().ports.onSignal({ type: 'candidate', candidate: null })
    on.open()
    on.peer().ports.onSignal({ type: 'candidate', candidate: { candidate: 'c' } })
    expect(on.call()?.notes).toEqual([])
    expect(on.events()).not.toContain('rtc:candidate')

    await on.last('join').answer(ok(callNow()))

    const candidates = on.asked.filter(({ event }) => event === 'rtc:candidate').map(({ data }) => data.candidate)
    expect(candidates).toEqual([null, { candidate: 'c' }])
    expect([on.peer().said, on.peers.length]).toEqual([[], 1])
  })

  test('before the call is up makes the caller begin anew, without what is stale', async () => {
    const on = await ringing()
    await on.hear(acceptedFrame('user', false))
    await on.lose()
    on.peer().ports.onSignal({ type: 'offer', sdp: 'stale' })
    on.open()
    await on.last('join').answer(ok(callNow()))

    expect(on.events()).not.toContain('rtc:offer')
    expect(on.peer().said).toEqual(['rejoined'])
    on.peer().ports.onSignal({ type: 'offer', sdp: 'new' })
    expect(on.last('rtc:offer').data).toEqual({ ...of, sdp: 'new' })
    on.peer().ports.onState('up')
    await on.lose()
    on.open()
    await on.last('join').answer(ok(callNow()))
    expect(on.events().filter((event) => event === 'rtc:offer').length).toBe(1)
  })

  test('while it rings makes the caller offer anew', async () => {
    const on = await ringing()
    await on.lose()
    on.open()
    await on.last('join').answer(ok(callNow({ state: 'ringing' })))

    expect(on.call()?.phase).toBe('outgoing')
    expect(on.peer().said).toEqual(['rejoined'])
  })

  test('hides no accept that came meanwhile', async () => {
    const on = await ringing()
    await on.lose()
    on.open()
    await on.last('join').answer(ok(callNow()))

    expect(on.call()).toMatchObject({ phase: 'connecting', isCaller: true })
    expect(on.peers.length).toBe(1)
  })

  test('holds only so much', async () => {
    const on = await talking()
    await on.lose()
    for (let n = 0; n < 1000; n++) on.peer().ports.onSignal({ type: 'candidate', candidate: { candidate: `${n}` } })
    on.open()
    await on.last('join').answer(ok(callNow()))

    expect(on.events().filter((event) => event === 'rtc:candidate').length).toBe(400)
  })
})

describe('a signal that is refused', () => {
  test('for being too much is left', async () => {
    const on = await talking()
    on.peer().ports.onSignal({ type: 'candidate', candidate: null })
    await on.last('rtc:candidate').answer(no('rate_limited', 10))
    on.peer().ports.onSignal({ type: 'offer', sdp: 'o' })
    await on.last('rtc:offer').answer(no('too_large'))

    expect(on.call()?.phase).toBe('active')
    expect(on.events()).not.toContain('join')
  })

  test('because of the call makes the page ask, but not over and over', async () => {
    const on = await talking()
    const refuse = async () => {
      on.peer().ports.onSignal({ type: 'candidate', candidate: null })
      await on.last('rtc:candidate').answer(no('wrong_state'))
    }
    on.clock.advance(3000)
    await refuse()
    await on.last('join').answer(ok(callNow()))
    await refuse()
    expect(on.events().filter((event) => event === 'join').length).toBe(1)
    on.clock.advance(3000)
    await refuse()
    await on.last('join').answer(no('wrong_state'))

    expect(on.call()?.end?.how).toBe('lost')
  })

  test('from a connection that was given up does nothing', async () => {
    const on = await ringing()
    on.peer().ports.onSignal({ type: 'offer', sdp: 'o' })
    await on.hear(acceptedFrame('admin', true))
    await on.last('rtc:offer').answer(no('wrong_state'))

    expect(on.events()).not.toContain('join')
  })
})

test('the other end by another line is passed on to the connection', async () => {
  const on = await talking()
  await on.hear({ event: 'call:rejoined', data: of })

  expect(on.peer().said).toEqual(['rejoined'])
})

describe('a visitor’s page', () => {
  test('joins its own conversation, and what another tab is in changes nothing', async () => {
    const on = stage({ home: 'chat-1' })
    expect(on.last('join').data).toEqual({ chat_id: 'chat-1' })
    await on.last('join').answer(ok(callNow()))

    expect(on.call()).toBeNull()
  })

  test('asks again when it is told to', async () => {
    const on = stage({ home: 'chat-1' })
    await on.last('join').answer(no('rate_limited', 50))
    on.clock.advance(50)

    expect(on.asked.length).toBe(2)
  })
})

describe('a page that was loaded anew', () => {
  const remembered = {
    chatId: 'chat-1',
    callId: 'call-1',
    isCaller: true,
    isMuted: false,
    at: 1_700_000_000_000 - 60_000,
  }

  test('forgets a call that is over, too old, or not its own', async () => {
    const old = stage({ home: 'chat-1', remembered: { ...remembered, at: remembered.at - 1 } })
    expect([old.kept, old.last('join').data]).toEqual([[null], { chat_id: 'chat-1' }])

    for (const answer of [no('wrong_state'), no('forbidden'), ok({ call: null })]) {
      const on = stage({ home: 'chat-1', remembered })
      await on.last('join').answer(answer)
      expect([on.kept, on.call(), on.microphones.length]).toEqual([[null], null, 0])
      expect(on.last('join').data).toEqual({ chat_id: 'chat-1' })
    }
  })

  test('takes its call up again', async () => {
    const on = stage({ home: 'chat-1', remembered })
    expect(on.last('join').data).toEqual(of)
    const acceptedAt = new Date(on.clock.now() - 90_000).toISOString()
    await on.last('join').answer(ok(callNow({ accepted_at: acceptedAt })))
    await settled()

    expect(on.call()).toMatchObject({ phase: 'reconnecting', isCaller: true, connectedAt: on.clock.now() - 90_000 })
    expect(on.peer().ports).toMatchObject({ isCaller: true, audio: { label: 'audio 1' } })
    on.clock.advance(30_000)
    expect(on.call()?.end?.how).toBe('lost')
  })

  test('waits for the offer where it was rung', async () => {
    const on = stage({ self: 'admin', remembered: { ...remembered, isCaller: false } })
    await on.last('join').answer(ok(callNow()))
    await settled()
    on.peer().ports.onState('up')

    expect(on.peer().ports.isCaller).toBe(false)
    expect(on.call()?.phase).toBe('active')
  })

  test('rings on, with a new offer', async () => {
    const on = stage({ remembered })
    await on.last('join').answer(ok(callNow({ state: 'ringing' })))
    await settled()

    expect(on.call()).toMatchObject({ phase: 'outgoing', isCaller: true, callId: 'call-1' })
    expect(on.peer().ports.isCaller).toBe(true)
  })

  test('sets aside what began to ring meanwhile', async () => {
    const on = stage({ self: 'admin', remembered })
    await on.hear(incomingFrame({ chat_id: 'chat-2', call_id: 'call-2' }))
    await on.last('join').answer(ok(callNow()))

    expect(on.call()).toMatchObject({ phase: 'reconnecting', callId: 'call-1' })
    expect(on.calls.view().waiting.map(({ callId }) => callId)).toEqual(['call-2'])
  })

  test('asks again where its first line did not hold', async () => {
    const on = stage({ remembered })
    await on.lose()
    on.open()
    await on.last('join').answer(ok(callNow()))

    expect(on.call()?.phase).toBe('reconnecting')
  })

  test('leaves it where the person has begun another', async () => {
    const on = stage({ remembered })
    on.calls.ring('chat-2')
    await on.asked[0]?.answer(ok(callNow()))

    expect(on.last('call:end').data).toEqual(of)
    expect(on.call()).toMatchObject({ phase: 'outgoing', chatId: 'chat-2' })
  })
})

test('what the tab is in is remembered afresh while it is, and never what only rings', async () => {
  const on = await answering()
  const times = on.kept.length
  on.clock.advance(10_000)
  expect(on.kept.slice(times).map((one) => one?.at)).toEqual([on.clock.now() - 5000, on.clock.now()])

  expect((await rung()).kept).toEqual([])
})
