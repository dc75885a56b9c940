import { describe, expect, test } from 'bun:test'
import { settled } from '#tests/support/settled'
import { acceptedFrame, callNow, endedFrame, ice, no, of, ok, ringing, stage } from './stage.ts'

describe('a ring that is refused', () => {
  test('ends with the refusal, and how long to wait', async () => {
    for (const [code, how] of [
      ['busy', 'busy'],
      ['forbidden', 'forbidden'],
      ['internal', 'unavailable'],
      ['not_joined', 'unavailable'],
    ] as const) {
      const on = stage()
      on.calls.ring('chat-1')
      await settled()

      await on.last('call:ring').answer(no(code))

      expect(on.call()).toMatchObject({ phase: 'ended', end: { how, durationS: 0 } })
      expect(on.live()).toEqual([])
      expect(on.clock.waiting()).toBe(0)
    }
  })

  test('for ringing too often says when it may ring again', async () => {
    const on = stage()
    on.calls.ring('chat-1')

    await on.last('call:ring').answer(no('rate_limited', 9000))

    expect(on.call()?.end).toEqual({ how: 'rate_limited', durationS: 0, retryAfterMs: 9000 })
  })

  test('without WebRTC asks for nothing', async () => {
    const on = stage({ canCall: false })

    on.calls.ring('chat-1')
    await settled()

    expect(on.call()?.end?.how).toBe('no_calls')
    expect([on.asked.length, on.microphones.length, on.ices.length]).toEqual([0, 0, 0])
  })

  test('without a microphone is cancelled, also where its answer comes later', async () => {
    const on = stage({ isPrompt: false })
    on.calls.ring('chat-1')

    await on.microphones[0]?.come({ ok: false, fault: 'refused' })
    expect(on.call()?.end).toEqual({ how: 'no_microphone', durationS: 0, fault: 'refused' })
    expect(on.events()).toEqual(['call:ring'])
    await on.last('call:ring').answer(ok({ call_id: 'call-1' }))

    expect(on.last('call:end').data).toEqual(of)
    expect(on.peers).toEqual([])
  })

  test('an answer that cannot be read is no ring', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await on.last('call:ring').answer(ok({}))

    expect(on.call()?.end?.how).toBe('unavailable')
  })
})

describe('a ring', () => {
  test('is shown at once, and asks for all that it takes side by side', () => {
    const on = stage()

    on.calls.ring('chat-1', { video: true })

    expect(on.call()).toMatchObject({ phase: 'outgoing', isCaller: true, callId: null, video: true })
    expect(on.last('call:ring').data).toEqual({ chat_id: 'chat-1', video: true })
    expect([on.microphones.length, on.cameras.length, on.ices.length]).toEqual([1, 1, 1])
  })

  test('makes its end as the caller once it has a name, and offers while it rings', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await settled()
    expect(on.peers).toEqual([])

    await on.last('call:ring').answer(ok({ call_id: 'call-1' }))
    on.peer().ports.onSignal({ type: 'offer', sdp: 'o' })
    on.peer().ports.onSignal({ type: 'candidate', candidate: null })

    expect(on.peers.map(({ ports }) => ports.isCaller)).toEqual([true])
    expect(on.events().slice(-2)).toEqual(['rtc:offer', 'rtc:candidate'])
    expect(on.last('rtc:offer').data).toEqual({ ...of, sdp: 'o' })
    expect(on.kept.at(-1)).toMatchObject({ callId: 'call-1', isCaller: true })
  })

  test('waits for a microphone and for servers, which are asked for again', async () => {
    const on = stage({ isPrompt: false })
    on.calls.ring('chat-1')
    await on.last('call:ring').answer(ok({ call_id: 'call-1' }))
    await on.ices[0]?.(null)
    await on.microphones[0]?.come(on.microphone())
    expect(on.peers).toEqual([])

    on.clock.advance(2000)
    await on.ices[1]?.({ iceServers: [], iceTransportPolicy: 'relay', ttl: 60 })

    expect(on.peer().ports).toMatchObject({ isCaller: true, audio: { label: 'audio 1' } })
    expect(on.peer().ports.ice.iceTransportPolicy).toBe('relay')
  })

  test('does not offer before it can be heard', async () => {
    const on = stage({ isPrompt: false })
    on.calls.ring('chat-1')
    await on.last('call:ring').answer(ok({ call_id: 'call-1' }))
    await on.ices[0]?.(ice)
    expect(on.peers).toEqual([])
    await on.microphones[0]?.come(on.microphone())

    expect(on.peers.length).toBe(1)
  })

  test('says that everybody is busy, and rings on', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await on.last('call:ring').answer(ok({ call_id: 'call-1', all_busy: true }))

    expect(on.call()).toMatchObject({ phase: 'outgoing', notes: ['all_busy'] })
  })

  test('that is answered connects with the end that was made for it', async () => {
    const on = await ringing()

    await on.hear(acceptedFrame('user', false))
    expect(on.call()?.phase).toBe('connecting')
    await on.hear({ event: 'rtc:answer', data: { ...of, sdp: 'a' } })
    on.peer().ports.onState('up')
    await settled()

    expect(on.peers.length).toBe(1)
    expect(on.peer().heard).toEqual([{ type: 'answer', sdp: 'a' }])
    expect(on.call()).toMatchObject({ phase: 'active', connectedAt: on.clock.now() })
  })

  test('ends as the other side, or the time, ends it', async () => {
    const declined = await ringing()
    await declined.hear({ event: 'call:declined', data: of })
    const missed = await ringing()
    await missed.hear(endedFrame('missed'))

    for (const [on, how] of [
      [declined, 'declined'],
      [missed, 'missed'],
    ] as const) {
      expect(on.call()?.end).toEqual({ how, durationS: 0 })
      expect([on.live().length, on.openPeers().length, on.clock.waiting()]).toEqual([0, 0, 0])
      expect(on.kept.at(-1)).toBeNull()
    }
  })

  test('that is hung up before it has a name is ended once it has', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    on.calls.hangUp()
    await settled()
    expect(on.call()?.end?.how).toBe('cancelled')
    expect(on.live()).toEqual([])

    await on.last('call:ring').answer(ok({ call_id: 'call-1' }))
    await on.last('call:end').answer(ok())

    expect(on.last('call:end').data).toEqual(of)
    expect(on.clock.waiting()).toBe(0)
  })

  test('of which the server has told no end asks, and ends when it hears nothing', async () => {
    const on = await ringing()
    on.clock.advance(65_000)
    expect(on.last('join').data).toEqual({ chat_id: 'chat-1' })
    await on.last('join').answer(ok(callNow({ state: 'ringing' })))
    expect(on.call()?.phase).toBe('outgoing')

    on.clock.advance(20_000)
    await settled()

    expect(on.call()?.end?.how).toBe('missed')
    expect(on.last('call:end').data).toEqual(of)
  })
})

describe('a ring whose answer got lost', () => {
  test('goes on where it rings', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await on.lose()
    expect(on.call()?.phase).toBe('outgoing')

    on.open()
    await on.last('join').answer(ok(callNow({ state: 'ringing' })))
    expect(on.last('join').data).toEqual(of)
    await on.last('join').answer(ok(callNow({ state: 'ringing' })))

    expect(on.call()).toMatchObject({ phase: 'outgoing', callId: 'call-1' })
    expect(on.peer().ports.isCaller).toBe(true)
  })

  test('is unavailable where nothing rings, or only the other side does', async () => {
    for (const found of [{ call: null }, callNow({ state: 'ringing', caller: 'admin' })]) {
      const on = stage()
      on.calls.ring('chat-1')
      await on.lose()
      on.open()
      await on.last('join').answer(ok(found))

      expect(on.call()?.end?.how).toBe('unavailable')
      expect(on.peers).toEqual([])
    }
  })

  test('was the second of two, and is answered by that', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await on.lose()
    on.open()
    await on.last('join').answer(ok(callNow({ caller: 'admin' })))
    await on.last('join').answer(ok(callNow({ caller: 'admin' })))

    expect(on.call()).toMatchObject({ phase: 'connecting', isCaller: false })
    expect(on.peer().ports.isCaller).toBe(false)
  })

  test('without the line being lost is asked for at once', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await on.last('call:ring').answer(no('timeout'))

    expect(on.last('join').data).toEqual({ chat_id: 'chat-1' })
  })

  test("and that was given up does not decline the other side's", async () => {
    const on = stage()
    on.calls.ring('chat-1')
    on.calls.hangUp()
    await on.last('call:ring').answer(no('timeout'))
    await on.last('join').answer(no('timeout'))
    on.clock.advance(1000)
    await on.last('join').answer(ok(callNow({ state: 'ringing', caller: 'admin' })))

    expect(on.events()).toEqual(['call:ring', 'join', 'join'])
    expect(on.clock.waiting()).toBe(0)
  })

  test('and that was given up is ended where it rings still', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    on.calls.hangUp()
    await on.lose()
    on.open()
    const join = on.asked.find(({ event, data }) => event === 'join' && data.chat_id === 'chat-1')
    await join?.answer(ok(callNow({ state: 'ringing' })))

    expect(on.last('call:end').data).toEqual(of)
  })
})

test('a ring without a line goes once it opens, and is unavailable where it does not', async () => {
  const late = stage({ isOpen: false })
  late.calls.ring('chat-1')
  late.open()
  const never = stage({ isOpen: false })
  never.calls.ring('chat-1')
  await settled()
  never.clock.advance(10_000)

  expect(late.events()).toEqual(['call:ring'])
  expect(never.call()?.end?.how).toBe('unavailable')
  expect([never.live().length, never.asked.length, never.clock.waiting()]).toEqual([0, 0, 0])
})
