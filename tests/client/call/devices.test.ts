import { describe, expect, test } from 'bun:test'
import { settled } from '#tests/support/settled'
import { answering, ice, ok, ringing, rung, stage, talking } from './stage.ts'

const quiet = { isMuted: false, isPaused: false, hasCamera: false }

test('whoever has not answered yet whether there may be a microphone is shown as one who is not heard', async () => {
  const on = await rung({ isPrompt: false })
  on.calls.accept()
  await on.ices[0]?.(ice)
  await on.last('call:accept').answer(ok())
  on.clock.advance(2000)
  on.peer().ports.onState('up')
  expect(on.call()).toMatchObject({ phase: 'active', isMuted: true, notes: ['not_heard'] })
  expect(on.peer().statuses.at(-1)?.isMuted).toBe(true)

  on.calls.toggleMicrophone()
  await on.microphones[0]?.come(on.microphone())

  expect(on.call()).toMatchObject({ isMuted: false, notes: [] })
  expect(on.peer().statuses.at(-1)?.isMuted).toBe(false)
})

describe('a camera that is refused', () => {
  test('is said for a while, and the call goes on', async () => {
    for (const [fault, note, camera] of [
      ['refused', 'camera_refused', 'off'],
      ['busy', 'camera_absent', 'off'],
      ['absent', 'camera_absent', null],
    ] as const) {
      const on = await talking()
      on.world.isPrompt = false
      on.calls.toggleCamera()
      expect(on.call()?.camera).toBe('opening')
      await on.cameras[0]?.come({ ok: false, fault })

      expect(on.call()).toMatchObject({ phase: 'active', camera, notes: [note] })
      on.clock.advance(8000)
      expect(on.call()?.notes).toEqual([])
    }
  })

  test('is said also where a microphone has just changed', async () => {
    const on = await talking()
    on.clock.advance(1000)
    on.tracks[0]?.says('ended')
    await settled()
    expect(on.call()?.notes).toEqual(['microphone_changed'])
    on.world.isPrompt = false
    on.calls.toggleCamera()
    await on.cameras[0]?.come({ ok: false, fault: 'refused' })

    expect(on.call()?.notes).toEqual(['camera_refused'])
  })

  test('is not asked for again where there is none, until a device comes', async () => {
    const on = await talking()
    on.world.isPrompt = false
    on.calls.toggleCamera()
    await on.cameras[0]?.come({ ok: false, fault: 'absent' })
    on.calls.toggleCamera()
    expect(on.cameras.length).toBe(1)
    on.world.devices()

    expect(on.call()?.camera).toBe('off')
  })
})

describe('the camera', () => {
  test('comes into the connection that is there, and its light goes out at once', async () => {
    const on = await talking()
    on.calls.toggleCamera()
    await settled()
    await settled()
    expect(on.call()).toMatchObject({ camera: 'on', canFlip: true })
    expect(on.peer().state.video).toMatchObject({ kind: 'video' })
    expect(on.peer().statuses.at(-1)).toEqual({ ...quiet, hasCamera: true })
    expect(on.calls.view().local).not.toBeNull()

    on.calls.toggleCamera()

    expect([on.peer().state.video, on.calls.view().local]).toEqual([null, null])
    expect(on.live().map(({ kind }) => kind)).toEqual(['audio'])
    expect(on.peer().statuses.at(-1)).toEqual(quiet)
    expect(on.peers.length).toBe(1)
  })

  test('that comes after it was put off again is closed', async () => {
    const on = await talking()
    on.world.isPrompt = false
    on.calls.toggleCamera()
    on.calls.toggleCamera()
    await on.cameras[0]?.come(on.camera())

    expect(on.call()?.camera).toBe('off')
    expect(on.live().map(({ kind }) => kind)).toEqual(['audio'])
  })

  test('turns round: the one closes before the other opens', async () => {
    const on = await talking()
    on.calls.toggleCamera()
    await settled()
    on.calls.flipCamera()
    expect(on.live().filter(({ kind }) => kind === 'video').length).toBeLessThanOrEqual(1)
    await settled()

    expect(on.cameras.map(({ facing }) => facing)).toEqual(['user', 'environment'])
    expect(on.live().map(({ kind }) => kind)).toEqual(['audio', 'video'])
    expect(on.call()?.camera).toBe('on')
  })

  test('that goes is said', async () => {
    const on = await talking()
    on.calls.toggleCamera()
    await settled()
    on.live()
      .find(({ kind }) => kind === 'video')
      ?.says('ended')
    await settled()

    expect(on.call()).toMatchObject({ camera: 'off', notes: ['camera_lost'] })
    expect(on.peer().state.video).toBeNull()
  })

  test('of a ring with the camera is sent from the first', async () => {
    const on = stage()
    on.calls.ring('chat-1', { video: true })
    await settled()
    await on.last('call:ring').answer({ ok: true, data: { call_id: 'call-1' } })

    expect(on.peer().ports.video).toMatchObject({ kind: 'video' })
    expect(on.peer().statuses).toEqual([{ ...quiet, hasCamera: true }])
    on.calls.hangUp()
    expect(on.live()).toEqual([])
  })

  test('is never opened by the other side', async () => {
    const on = await answering()
    on.peer().ports.onStatus({ isMuted: false, isPaused: false, hasCamera: true })

    expect(on.cameras.length).toBe(0)
  })
})

describe('the microphone', () => {
  test('is muted on the track, and the other side is told', async () => {
    const on = await talking()
    on.calls.toggleMicrophone()
    expect([on.live()[0]?.enabled, on.call()?.isMuted]).toEqual([false, true])
    expect(on.peer().statuses.at(-1)).toEqual({ ...quiet, isMuted: true })
    on.calls.toggleMicrophone()

    expect(on.live()[0]?.enabled).toBe(true)
    expect(on.peer().statuses.at(-1)).toEqual(quiet)
  })

  test('that goes is said, and another takes its place, as muted as it was', async () => {
    const on = await talking()
    on.calls.toggleMicrophone()
    on.clock.advance(2000)
    on.world.isPrompt = false
    on.live()[0]?.says('ended')
    await settled()
    expect(on.call()?.notes).toEqual(['microphone_lost'])
    expect(on.peer().state.audio).toBeNull()
    await on.microphones.at(-1)?.come(on.microphone())

    expect(on.call()).toMatchObject({ notes: ['microphone_changed'], isMuted: true })
    expect(on.peer().state.audio).toMatchObject({ enabled: false })
    expect(on.live().length).toBe(1)
  })

  test('that cannot be replaced is looked for when a device comes, or the page wakes', async () => {
    const on = await talking()
    on.clock.advance(2000)
    on.world.isPrompt = false
    on.live()[0]?.says('ended')
    await on.microphones.at(-1)?.come({ ok: false, fault: 'absent' })
    expect(on.call()?.notes).toEqual(['microphone_lost'])
    expect(on.peer().statuses.at(-1)).toEqual({ ...quiet, isMuted: true })
    on.world.devices()
    await on.microphones.at(-1)?.come({ ok: false, fault: 'absent' })
    on.world.network('seen')
    await on.microphones.at(-1)?.come(on.microphone())

    expect(on.call()?.notes).toEqual(['microphone_changed'])
    expect(on.microphones.length).toBe(4)
  })

  test('that goes as soon as it comes is not asked for over and over', async () => {
    const on = await talking()
    on.clock.advance(2000)
    on.live()[0]?.says('ended')
    await settled()
    on.live()[0]?.says('ended')
    await settled()

    expect(on.microphones.length).toBe(2)
    expect(on.call()?.notes).toEqual(['microphone_lost'])
  })

  test('that the system takes for a while is said on both sides', async () => {
    const on = await talking()
    on.live()[0]?.says('mute')
    await settled()
    expect(on.call()?.notes).toEqual(['own_paused'])
    expect(on.peer().statuses.at(-1)).toEqual({ ...quiet, isPaused: true })
    on.live()[0]?.says('unmute')

    expect(on.call()?.notes).toEqual([])
    expect(on.peer().statuses.at(-1)).toEqual(quiet)
  })

  test('of choice takes over once it is open, and not where it does not open', async () => {
    const on = await talking()
    on.world.isPrompt = false
    on.calls.chooseMicrophone('headset')
    expect([on.microphones.at(-1)?.deviceId, on.live().length]).toEqual(['headset', 1])
    await on.microphones.at(-1)?.come({ ok: false, fault: 'busy' })
    expect(on.peer().state.audio).toMatchObject({ label: 'audio 1' })
    on.calls.chooseMicrophone('headset')
    await on.microphones.at(-1)?.come(on.microphone())

    expect(on.peer().state.audio).toMatchObject({ label: 'audio 2' })
    expect(on.live().map(({ label }) => label)).toEqual(['audio 2'])
    expect(on.call()?.notes).toEqual([])
  })

  test('is asked for once more by a tap on its key where there is none', async () => {
    const on = await talking()
    on.world.isPrompt = false
    on.clock.advance(2000)
    on.live()[0]?.says('ended')
    await on.microphones.at(-1)?.come({ ok: false, fault: 'refused' })
    on.calls.toggleMicrophone()
    await on.microphones.at(-1)?.come(on.microphone())

    expect(on.call()).toMatchObject({ isMuted: false, notes: [] })
    expect(on.live().length).toBe(1)
  })

  test('that comes after the call is closed', async () => {
    const on = await ringing({ isPrompt: false })
    on.calls.hangUp()
    await on.microphones[0]?.come(on.microphone())

    expect(on.live()).toEqual([])
  })
})
