import { expect, test } from 'bun:test'
import { createRingtone } from '#client/platform/ringtone'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()

/** A phone that counts what it does; `allow` is the tap before which a browser makes no sound. */
const setUp = ({ isAllowed = true } = {}) => {
  const heard = { tones: 0, open: 0, buzzes: [] as unknown[] }
  const allowed = Promise.withResolvers<void>()
  if (isAllowed) allowed.resolve()
  const gain = { setValueAtTime: () => {}, linearRampToValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} }
  class FakeAudio {
    currentTime = 0
    destination = {}
    constructor() {
      heard.open++
    }
    resume = () => allowed.promise
    close = async () => void heard.open--
    createGain = () => ({ gain, connect: () => {} })
    createOscillator = () => ({
      ...{ frequency: { value: 0 }, connect: () => {}, stop: () => {} },
      start: () => heard.tones++,
    })
  }
  override(globalThis, 'AudioContext', () => FakeAudio)
  override(navigator, 'vibrate', () => (pattern: unknown) => heard.buzzes.push(pattern))
  const clock = createFakeClock()
  return { heard, clock, allow: allowed.resolve, ringtone: createRingtone(clock) }
}

test('before the first tap nothing sounds; then it rings, and not all at once what it missed', async () => {
  const { heard, clock, allow, ringtone } = setUp({ isAllowed: false })
  ringtone.ring('incoming')
  await settled()
  clock.advance(9000)
  const silent = heard.tones
  allow()
  await settled()

  expect([silent, heard.tones]).toEqual([0, 6])
  expect(heard.buzzes.length).toBe(4)
})

test('what rings goes on ringing, and is silent at once, for good, when it is stopped', async () => {
  const { heard, clock, ringtone } = setUp()
  ringtone.ring('outgoing')
  ringtone.ring('outgoing')
  await settled()
  clock.advance(8000)
  const rung = heard.tones
  ringtone.stop()
  clock.advance(60_000)

  expect([rung, heard.tones]).toEqual([3, 3])
  expect([heard.open, heard.buzzes.length, clock.waiting()]).toEqual([0, 0, 0])
})

test('stopped before it was allowed to sound it stays silent', async () => {
  const { heard, clock, allow, ringtone } = setUp({ isAllowed: false })
  ringtone.ring('incoming')
  ringtone.stop()
  allow()
  await settled()
  clock.advance(10_000)

  expect([heard.tones, heard.open, clock.waiting()]).toEqual([0, 0, 0])
  expect(heard.buzzes.at(-1)).toBe(0)
})
