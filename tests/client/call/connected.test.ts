import { describe, expect, test } from 'bun:test'
import { settled } from '#tests/support/settled'
import { acceptedFrame, answering, endedFrame, ice, no, of, ringing, rung, stage, streamOf, talking } from './stage.ts'

describe('frames of other calls', () => {
  test('change nothing in the one that is on', async () => {
    const on = await talking()
    const other = { chat_id: 'chat-1', call_id: 'call-9' }
    const before = on.calls.view()

    await on.hear({ event: 'rtc:answer', data: { ...other, sdp: 'a' } })
    await on.hear({ event: 'rtc:offer', data: { ...of, sdp: 'not for a caller' } })
    await on.hear({ event: 'call:ended', data: { ...other, reason: 'hangup', duration_s: 3 } })
    await on.hear({ event: 'call:declined', data: other })
    await on.hear({ event: 'call:rejoined', data: other })
    await on.hear({ event: 'call:accepted', data: { ...other, caller: 'admin', you: true } })

    expect(on.calls.view()).toBe(before)
    expect([on.peer().heard, on.peer().said]).toEqual([[], []])
  })
})

describe('connecting', () => {
  test('looks for another path once, and is given up in the end', async () => {
    const on = await ringing()
    await on.hear(acceptedFrame('user', false))
    await on.hear({ event: 'rtc:answer', data: { ...of, sdp: 'a' } })

    on.clock.advance(8000)
    expect(on.peer().said).toEqual(['restart'])
    on.clock.advance(17_000)

    expect(on.call()?.end).toEqual({ how: 'connect_failed', durationS: 0 })
    expect(on.peer().said).toEqual(['restart', 'bye'])
    expect(on.last('call:end').data).toEqual({ ...of, reason: 'connect_failed' })
    expect([on.live().length, on.openPeers().length, on.clock.waiting()]).toEqual([0, 0, 0])
  })

  test('is lost, and not for want of a path, where nobody was there to connect to', async () => {
    const on = await ringing()
    await on.hear(acceptedFrame('user', false))
    on.clock.advance(25_000)

    expect(on.call()?.end).toEqual({ how: 'lost', durationS: 0 })
    expect(on.last('call:end').data).toEqual(of)
  })

  test('did not come about where no servers came to connect by, or the tap never arrived', async () => {
    const on = await ringing({ isPrompt: false })
    await on.microphones[0]?.come(on.microphone())
    await on.hear(acceptedFrame('user', false))
    on.clock.advance(25_000)
    expect(on.call()?.end?.how).toBe('unavailable')

    const desk = await rung()
    desk.calls.accept()
    desk.clock.advance(25_000)
    expect(desk.call()?.end?.how).toBe('unavailable')
  })

  test('is over where the browser finds no way at all', async () => {
    const on = await ringing()
    await on.hear(acceptedFrame('user', false))
    on.peer().ports.onState('failed')

    expect(on.call()?.end?.how).toBe('connect_failed')
  })

  test('is tried with a new end where the first failed while it rang', async () => {
    const on = await ringing()
    on.peer().ports.onState('failed')
    expect([on.call()?.phase, on.openPeers().length]).toEqual(['outgoing', 0])
    await on.hear(acceptedFrame('user', false))

    expect(on.openPeers().length).toBe(1)
  })

  test('is not by a peer that is closed already', async () => {
    const on = await talking()
    on.calls.hangUp()
    on.peer().ports.onState('up')
    on.peer().ports.onBye()
    on.peer().ports.onStatus({ isMuted: true, isPaused: true, hasCamera: true })
    on.peer().ports.onSignal({ type: 'offer', sdp: 'late' })

    expect(on.call()?.phase).toBe('ended')
    expect(on.events().at(-1)).toBe('call:end')
  })
})

describe('a connection that goes', () => {
  test('is shown, and its coming back too, with the time of the first', async () => {
    const on = await talking()
    const connectedAt = on.clock.now()
    on.clock.advance(5000)

    on.peer().ports.onState('down')
    expect(on.call()).toMatchObject({ phase: 'reconnecting', reconnectingSince: connectedAt + 5000, connectedAt })
    on.peer().ports.onState('up')
    on.clock.advance(40_000)

    expect(on.call()).toMatchObject({ phase: 'active', reconnectingSince: null, connectedAt })
  })

  test('is lost after 30 s, counted from when it went', async () => {
    const on = await talking()
    on.peer().ports.onState('down')
    on.clock.advance(20_000)
    on.peer().ports.onState('failed')
    on.clock.advance(9999)
    expect(on.call()?.phase).toBe('reconnecting')
    on.clock.advance(1)

    expect(on.call()?.end).toEqual({ how: 'lost', durationS: 30 })
    expect(on.last('call:end').data).toEqual(of)
    expect([on.live().length, on.openPeers().length, on.clock.waiting()]).toEqual([0, 0, 0])
  })

  test('is looked after at once on another network', async () => {
    const on = await talking()
    on.world.network('path')

    expect(on.peer().said).toEqual(['restart'])
  })

  test('is left as it is where the person only looked away for a moment', async () => {
    const on = await talking()
    on.world.network('seen')

    expect(on.peer().said).toEqual([])
  })
})

describe('hanging up', () => {
  test('lets all go in the same moment, whatever the network says', async () => {
    const on = await talking()
    on.clock.advance(61_500)

    on.calls.hangUp()

    expect(on.call()?.end).toEqual({ how: 'hangup', durationS: 61 })
    expect([on.live().length, on.openPeers().length, on.clock.waiting()]).toEqual([0, 0, 0])
    expect(on.peer().said).toEqual(['bye'])
    expect(on.events().at(-1)).toBe('call:end')
    expect(on.kept.at(-1)).toBeNull()
  })

  test('without a line is said when it opens, until it is answered', async () => {
    const on = await talking()
    await on.lose()
    on.calls.hangUp()
    const ends = () => on.events().filter((event) => event === 'call:end').length
    expect(ends()).toBe(0)

    on.open()
    await on.lose()
    on.open()
    expect(ends()).toBe(2)
    await on.last('call:end').answer(no('storage_full', 1000))
    on.clock.advance(1000)
    expect(ends()).toBe(3)
    await on.last('call:end').answer(no('wrong_state'))

    expect([on.clock.waiting(), on.events().at(-1)]).toEqual([0, 'call:end'])
  })

  test('is not said for ever', async () => {
    const on = await talking()
    on.calls.hangUp()
    for (let tries = 0; tries < 20; tries++) {
      await on.last('call:end').answer(no('unavailable'))
      on.clock.advance(3000)
    }

    expect(on.events().filter((event) => event === 'call:end').length).toBe(10)
    expect(on.clock.waiting()).toBe(0)
  })

  test('by the other side comes from the server, or straight from it', async () => {
    const told = await talking()
    await told.hear(endedFrame('hangup', 7))
    const straight = await answering()
    await straight.lose()
    straight.peer().ports.onBye()

    expect(told.call()?.end).toEqual({ how: 'hangup', durationS: 7 })
    expect(told.events()).not.toContain('call:end')
    expect(straight.call()?.end?.how).toBe('hangup')
    straight.open()
    expect(straight.events()).toContain('call:end')
  })
})

describe('what is shown', () => {
  test('is told once a turn, and only where it is different', async () => {
    const on = await talking()
    const before = on.views.length

    on.calls.toggleMicrophone()
    on.calls.setPlaying(false)
    on.world.network('path')
    await settled()
    on.calls.setPlaying(false)
    await settled()

    expect(on.views.length).toBe(before + 1)
    expect(on.call()).toMatchObject({ isMuted: true, notes: ['tap_to_hear'] })
    expect(on.calls.view()).toBe(on.views.at(-1) as never)
  })

  test('is what the other side sends and says of itself', async () => {
    const on = await talking()
    const remote = streamOf()
    on.peer().ports.onRemote(remote)
    on.peer().ports.onStatus({ isMuted: true, isPaused: false, hasCamera: true })
    await settled()

    expect(on.views.at(-1)?.remote).toBe(remote)
    expect(on.call()).toMatchObject({ other: { hasCamera: true }, notes: ['other_muted'] })
    on.calls.hangUp()
    expect(on.calls.view().remote).toBeNull()
  })

  test('stays at the end of a call until it is put away', async () => {
    const on = await talking()
    await on.hear(endedFrame('hangup', 1))
    on.clock.advance(600_000)
    expect(on.call()?.phase).toBe('ended')
    on.calls.dismiss()

    expect(on.call()).toBeNull()
  })
})

test('a page that is left lets all go, ends nothing and forgets nothing', async () => {
  const on = await talking()
  const before = on.asked.length
  on.calls.stop()
  on.calls.ring('chat-1')
  on.calls.lineOpened()
  await settled()

  expect([on.live().length, on.openPeers().length, on.clock.waiting(), on.world.listeners]).toEqual([0, 0, 0, 0])
  expect(on.asked.length).toBe(before)
  expect(on.kept.at(-1)).not.toBeNull()
})

test('a microphone that comes after the page was left is closed', async () => {
  const on = stage({ isPrompt: false })
  on.calls.ring('chat-1')
  on.calls.stop()
  await on.microphones[0]?.come(on.microphone())

  expect(on.live()).toEqual([])
})

test('servers are asked for anew before they are too old', async () => {
  const on = await talking()
  on.world.isPrompt = false
  on.clock.advance(480_000)
  await on.ices[1]?.(null)
  on.clock.advance(2000)
  await on.ices[2]?.({ ...ice, ttl: 900 })

  expect(on.peer().state.ice.ttl).toBe(900)
  on.clock.advance(720_000)
  expect(on.ices.length).toBe(4)
})
