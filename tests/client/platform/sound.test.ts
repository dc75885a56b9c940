import { beforeEach, expect, test } from 'bun:test'
import { createChime, soundSwitch } from '#client/platform/sound'
import { afterwards } from '#tests/support/cleanup'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(() => localStorage.clear())

/** A loudspeaker that counts the tones. */
const setUp = () => {
  const heard = { tones: 0, closed: 0 }
  const gain = { setValueAtTime: () => {}, linearRampToValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} }
  class FakeAudio {
    state = 'suspended'
    currentTime = 0
    destination = {}
    async resume() {
      this.state = 'running'
    }
    async close() {
      heard.closed++
    }
    createGain = () => ({ gain, connect: () => {} })
    createOscillator = () => ({
      frequency: { value: 0 },
      connect: () => {},
      start: () => heard.tones++,
      stop: () => {},
    })
  }
  override(globalThis, 'AudioContext', () => FakeAudio)
  const clock = createFakeClock()
  const open = () => {
    const chime = createChime(clock)
    afterwards(chime.stop)
    return chime
  }
  const touch = async () => {
    document.dispatchEvent(new Event('pointerup'))
    await settled()
  }
  return { heard, clock, open, touch }
}

test('nothing is heard before the first tap or key', () => {
  const { heard, open } = setUp()

  open().ring()

  expect(heard.tones).toBe(0)
})

test('nothing is heard where it is switched off, and that is remembered', async () => {
  const { heard, open, touch } = setUp()
  const chime = open()
  await touch()
  soundSwitch.toggle()

  chime.ring()

  expect(soundSwitch.isOn()).toBe(false)
  expect(localStorage.getItem('konusma:sound')).toBe('off')
  expect(heard.tones).toBe(0)
  soundSwitch.toggle()
  expect(soundSwitch.isOn()).toBe(true)
})

test('a browser without sound stays quiet', async () => {
  const { open, touch } = setUp()
  override(globalThis, 'AudioContext', () => undefined)
  Reflect.deleteProperty(globalThis, 'AudioContext')
  const chime = open()
  await touch()

  expect(chime.ring).not.toThrow()
})

test('two tones ring, and again after two seconds at the earliest, whichever tab rang', async () => {
  const { heard, clock, open, touch } = setUp()
  const [one, other] = [open(), open()]
  await touch()

  one.ring()
  other.ring()
  clock.advance(1999)
  one.ring()
  expect(heard.tones).toBe(2)
  clock.advance(1)
  other.ring()

  expect(heard.tones).toBe(4)
})

test('a clock that was set back does not silence it', async () => {
  const { heard, open, touch, clock } = setUp()
  const chime = open()
  await touch()
  localStorage.setItem('konusma:rung', String(clock.now() + 60_000))

  chime.ring()

  expect(heard.tones).toBe(2)
})

test('what stops gives its loudspeaker back', async () => {
  const { heard, open, touch } = setUp()
  const chime = open()
  await touch()

  chime.stop()
  chime.ring()

  expect(heard).toEqual({ tones: 0, closed: 1 })
})
