import { expect, test } from 'bun:test'
import { voiceTextsOf } from '#client/i18n/voice-texts'
import { clockLength, spokenLength, wholeLength } from '#client/views/voice-length'
import { createLevelBars, createWaveform } from '#client/views/waveform'
import { createWaveformSlider, stepTo } from '#client/views/waveform-slider'
import { useDom } from '#tests/support/dom'

useDom()

const heights = (svg: Element): string[] =>
  [...svg.querySelectorAll('rect')].map((bar) => bar.getAttribute('height') ?? '')
const lit = (svg: Element): number => svg.querySelectorAll('rect.on').length

test('a waveform has 64 bars, flat where nobody could decode it, and lights those that were heard', () => {
  const wave = createWaveform()
  expect(new Set(heights(wave.element))).toEqual(new Set(['4']))

  wave.update([100, 50, ...Array.from({ length: 62 }, () => 0)], 0.5)

  expect(heights(wave.element)).toHaveLength(64)
  expect(heights(wave.element).slice(0, 3)).toEqual(['30', '17', '4'])
  expect(lit(wave.element)).toBe(32)
  wave.update(undefined, 0)
  expect([lit(wave.element), heights(wave.element)[0]]).toEqual([0, '4'])
})

test('the newest level of the microphone stands at the right', () => {
  const levels = createLevelBars()

  levels.push(1)
  levels.push(0.5)

  expect(heights(levels.element).slice(-3)).toEqual(['4', '30', '17'])
})

test('the arrows go on by five seconds, by a tenth of a short one, and never out of it', () => {
  const long = { positionMs: 20_000, durationMs: 60_000, waveform: undefined }
  expect([stepTo('ArrowRight', long), stepTo('ArrowLeft', long)]).toEqual([25_000, 15_000])
  expect([stepTo('Home', long), stepTo('End', long), stepTo('PageDown', long)]).toEqual([0, 60_000, 5000])
  expect(stepTo('a', long)).toBeNull()
  expect(stepTo('ArrowRight', { positionMs: 3900, durationMs: 4000, waveform: undefined })).toBe(4000)
  expect(stepTo('ArrowLeft', { positionMs: 100, durationMs: 4000, waveform: undefined })).toBe(0)
})

const openSlider = () => {
  const sought: number[] = []
  const slider = createWaveformSlider(voiceTextsOf('tr'), (at) => void sought.push(at))
  document.body.append(slider.element)
  slider.element.getBoundingClientRect = () => ({ left: 100, width: 200 }) as DOMRect
  const point = (type: string, clientX = 0): void => {
    slider.element.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX }))
  }
  return { ...slider, sought, point }
}

test('a slider says where it is in words, and a key moves it without moving the list', () => {
  const { element, update, sought } = openSlider()
  update({ positionMs: 11_000, durationMs: 65_000, waveform: undefined })
  let reached = 0
  document.body.addEventListener('keydown', () => reached++, { once: true })

  element.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }))

  expect(element.getAttribute('role')).toBe('slider')
  expect(element.getAttribute('aria-valuetext')).toBe('11 saniye, toplam 1 dakika 5 saniye')
  expect([sought, reached]).toEqual([[16_000], 0])
})

test('a finger that drags shows the place first and goes there when it lets go; the message is not dragged along', () => {
  const { element, update, sought, point } = openSlider()
  update({ positionMs: 0, durationMs: 10_000, waveform: undefined })
  let reached = 0
  document.body.addEventListener('pointerdown', () => reached++, { once: true })

  point('pointermove', 300)
  point('pointerdown', 150)
  point('pointermove', 250)
  expect([lit(element), sought]).toEqual([48, []])
  point('pointerup')
  expect([sought, reached]).toEqual([[7500], 0])

  point('pointerdown', 150)
  point('pointercancel')
  expect(sought).toEqual([7500])
})

test('nothing can be sought where the length is not known', () => {
  const { update, sought, point } = openSlider()
  update({ positionMs: 0, durationMs: 0, waveform: undefined })

  point('pointerdown', 150)
  point('pointerup')

  expect(sought).toEqual([])
})

test('lengths are told as a clock and in words', () => {
  expect([clockLength(999), clockLength(65_900), wholeLength(0), wholeLength(300), wholeLength(36_500)]).toEqual([
    '0:00',
    '1:05',
    '0:00',
    '0:01',
    '0:37',
  ])
  expect(spokenLength(61_000, voiceTextsOf('en'))).toBe('1 minute 1 second')
})
