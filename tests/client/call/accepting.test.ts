import { describe, expect, test } from 'bun:test'
import { settled } from '#tests/support/settled'
import { acceptedFrame, callNow, endedFrame, ice, incomingFrame, no, of, ok, rung, stage } from './stage.ts'

const offer = { event: 'rtc:offer', data: { ...of, sdp: 'o' } } as const

test('a microphone that is surely allowed is not waited for: it is heard once it is open', async () => {
  const on = await rung({ isPrompt: false })
  on.world.isAllowed = true
  on.calls.accept()
  await on.ices[0]?.(ice)
  await on.last('call:accept').answer(ok())
  await settled()
  expect(on.peer().state.audio).toBeNull()

  await on.microphones[0]?.come(on.microphone())

  expect(on.peer().state.audio?.label).toBe('audio 1')
  expect(on.peer().statuses.at(-1)?.isMuted).toBe(false)
})

describe('before the own tap', () => {
  test('nothing that comes opens a microphone or a connection', async () => {
    const on = await rung()

    await on.hear(offer)
    await on.hear({ event: 'rtc:candidate', data: { ...of, candidate: null } })
    await on.hear(acceptedFrame('user', true))
    await on.hear({ event: 'call:rejoined', data: of })
    on.calls.toggleMicrophone()
    on.calls.toggleCamera()
    on.calls.chooseMicrophone('x')
    on.world.devices()
    on.world.network('path')
    await settled()

    expect(on.call()?.phase).toBe('incoming')
    expect([on.microphones.length, on.cameras.length, on.peers.length, on.asked.length]).toEqual([0, 0, 0, 0])
  })

  test('what was sent early is not heard after it either', async () => {
    const on = await rung()
    await on.hear(offer)
    on.calls.accept()
    await settled()
    await on.last('call:accept').answer(ok())

    expect(on.peer().heard).toEqual([])
  })
})

describe('an accept that is refused', () => {
  test('ends with the refusal and lets the microphone go', async () => {
    for (const [code, how] of [
      ['wrong_state', 'unavailable'],
      ['busy', 'busy'],
      ['forbidden', 'forbidden'],
    ] as const) {
      const on = await rung()
      on.calls.accept()
      await settled()
      await on.last('call:accept').answer(no(code))

      expect(on.call()?.end?.how).toBe(how)
      expect([on.live().length, on.peers.length, on.clock.waiting()]).toEqual([0, 0, 0])
    }
  })

  test('is not made good by what was said to another device', async () => {
    const on = await rung()
    on.calls.accept()
    await on.hear(acceptedFrame('user', false))
    await on.hear(acceptedFrame('admin', true))

    expect(on.peers).toEqual([])
    await on.last('call:accept').answer(no('wrong_state'))
    expect(on.call()?.phase).toBe('ended')
  })

  test('because another device was first is told as such', async () => {
    const on = await rung()
    on.calls.accept()
    await on.hear(endedFrame('answered_elsewhere'))
    await on.last('call:accept').answer(no('wrong_state'))

    expect(on.call()?.end?.how).toBe('elsewhere')
    expect(on.live()).toEqual([])
  })

  test('without WebRTC is not asked for, so that another device may answer', async () => {
    const on = await rung({ canCall: false })
    on.calls.accept()
    await settled()

    expect(on.call()?.end?.how).toBe('no_calls')
    expect([on.asked.length, on.ices.length]).toEqual([0, 0])
  })
})

describe('a call that comes in', () => {
  test('is shown with who rings, and asks only for servers', async () => {
    const on = await rung()

    expect(on.call()).toMatchObject({ phase: 'incoming', fromName: 'Eda', isCaller: false, callId: 'call-1' })
    expect([on.ices.length, on.microphones.length]).toEqual([1, 0])
  })

  test('that is told again changes nothing', async () => {
    const on = await rung()
    const before = on.calls.view()
    await on.hear(incomingFrame())

    expect(on.calls.view()).toBe(before)
    expect(on.views.length).toBe(1)
  })

  test('is taken on the tap: microphone and accept together, the connection after the answer', async () => {
    const on = await rung()

    on.calls.accept()
    expect(on.call()?.phase).toBe('connecting')
    expect([on.microphones.length, on.events().at(-1)]).toEqual([1, 'call:accept'])
    await settled()
    expect(on.peers).toEqual([])
    await on.hear(acceptedFrame('user', true))
    await on.hear(offer)
    await on.last('call:accept').answer(ok())

    expect(on.peers.map(({ ports }) => ports.isCaller)).toEqual([false])
    expect(on.peer().ports.audio).toMatchObject({ label: 'audio 1' })
    expect(on.peer().heard).toEqual([{ type: 'offer', sdp: 'o' }])
  })

  test('goes on without a microphone, only listening', async () => {
    const on = await rung({ isPrompt: false })
    await on.ices[0]?.({ iceServers: [], iceTransportPolicy: 'all', ttl: 60 })
    on.calls.accept()
    await on.last('call:accept').answer(ok())
    await on.microphones[0]?.come({ ok: false, fault: 'refused' })

    expect(on.peer().ports.audio).toBeNull()
    expect(on.peer().statuses.at(-1)).toEqual({ isMuted: true, isPaused: false, hasCamera: false })
    expect(on.call()).toMatchObject({ phase: 'connecting', notes: ['not_heard'] })
  })

  test('does not wait long for the microphone; what was heard meanwhile is passed on, and the track comes later', async () => {
    const on = await rung({ isPrompt: false })
    await on.ices[0]?.({ iceServers: [], iceTransportPolicy: 'all', ttl: 60 })
    on.calls.accept()
    await on.last('call:accept').answer(ok())
    await on.hear(offer)
    await on.hear({ event: 'rtc:candidate', data: { ...of, candidate: null } })
    await on.hear({ event: 'rtc:answer', data: { ...of, sdp: 'not for a callee' } })
    expect(on.peers).toEqual([])

    on.clock.advance(2000)
    expect(on.peer().ports.audio).toBeNull()
    expect(on.peer().heard.map(({ type }) => type)).toEqual(['offer', 'candidate'])
    await on.microphones[0]?.come(on.microphone())

    expect(on.peer().state.audio).toMatchObject({ label: 'audio 1' })
    expect(on.peers.length).toBe(1)
  })

  test('is declined, and the server told until it knows', async () => {
    const on = await rung()
    on.calls.decline()
    expect(on.call()?.end?.how).toBe('declined')
    expect(on.last('call:decline').data).toEqual(of)
    await on.hear(incomingFrame())
    expect(on.call()?.phase).toBe('ended')
    await on.lose()
    on.open()
    await on.hear(incomingFrame())
    expect(on.call()?.phase).toBe('ended')

    await on.last('call:decline').answer(ok())

    expect(on.events().filter((event) => event === 'call:decline').length).toBe(2)
    expect(on.clock.waiting()).toBe(0)
  })

  test('that rings too long is looked after, and is missed where nobody answers', async () => {
    const on = await rung()
    on.clock.advance(65_000)
    await on.last('join').answer(ok(callNow({ state: 'ringing' })))
    expect(on.call()?.phase).toBe('incoming')
    on.clock.advance(20_000)

    expect(on.call()?.end?.how).toBe('missed')
    expect(on.clock.waiting()).toBe(0)
  })

  test('is looked after on a new line', async () => {
    for (const [found, how] of [
      [{ call: null }, 'missed'],
      [callNow(), 'elsewhere'],
    ] as const) {
      const on = await rung()
      await on.lose()
      on.open()
      await on.last('join').answer(ok(found))

      expect(on.call()?.end?.how).toBe(how)
    }
  })

  test('by a clock that is wrong rings all the same', async () => {
    const on = stage({ self: 'admin' })
    on.clock.advance(3_600_000)
    await on.hear(incomingFrame())
    on.clock.advance(4000)

    expect(on.call()?.phase).toBe('incoming')
  })
})

test('a call that rang over a lost line is heard over the new one', async () => {
  const on = await rung()
  await on.lose()
  on.open()
  await on.last('join').answer(ok(callNow({ state: 'ringing' })))
  on.calls.accept()
  await settled()
  await on.last('call:accept').answer(ok())
  on.peer().ports.onSignal({ type: 'answer', sdp: 'a' })

  expect(on.last('rtc:answer').data).toEqual({ ...of, sdp: 'a' })
})

describe('an accept whose answer got lost', () => {
  test('is said again where it rings still, and joins where it is on', async () => {
    const on = await rung()
    on.calls.accept()
    await on.lose()
    on.open()
    await on.last('join').answer(ok(callNow({ state: 'ringing' })))
    expect(on.events().at(-1)).toBe('call:accept')
    await on.lose()
    on.open()
    await on.last('join').answer(ok(callNow()))
    expect(on.last('join').data).toEqual(of)
    await on.last('join').answer(ok(callNow()))

    expect(on.call()?.phase).toBe('connecting')
    expect(on.peer().ports.isCaller).toBe(false)
  })

  test('is lost where nothing is on any more', async () => {
    const on = await rung()
    on.calls.accept()
    await on.lose()
    on.open()
    await on.last('join').answer(ok({ call: null }))

    expect(on.call()?.end?.how).toBe('lost')
    expect(on.live()).toEqual([])
  })
})

test('what fits no moment does nothing', async () => {
  const on = stage()
  on.calls.accept()
  on.calls.decline()
  on.calls.hangUp()
  on.calls.dismiss()
  on.calls.flipCamera()
  on.calls.setPlaying(false)
  await on.hear(acceptedFrame('user', false))
  await on.hear(endedFrame('hangup'))
  await settled()

  expect(on.calls.view().call).toBeNull()
  expect([on.asked.length, on.views.length]).toEqual([0, 0])
})
