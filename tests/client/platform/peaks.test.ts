import { expect, test } from 'bun:test'
import { loudnessOf } from '#client/platform/level-meter'
import { peaksOf } from '#client/platform/peaks'
import { soundKindOf } from '#client/platform/sound-file'
import { addressesOf } from '#client/platform/voice-source'
import { sentWaveform } from '#protocol/media'

test('silence has no loudness, and a full tone all of it', () => {
  const tone = Float32Array.from({ length: 2048 }, (_, at) => Math.sin(at / 5))

  expect(loudnessOf(new Float32Array(2048))).toBe(0)
  expect(loudnessOf(tone)).toBe(1)
  const speech = loudnessOf(tone.map((sample) => sample * 0.1))
  expect(speech).toBeGreaterThan(0.6)
  expect(speech).toBeLessThan(0.9)
})

test('nothing that was heard makes no waveform', () => {
  expect(peaksOf([])).toBeNull()
})

test('the 64 peaks are whole numbers from 0 to 100 as the server takes them, for short and for long ones', () => {
  for (const count of [1, 14, 64, 100, 6000]) {
    const peaks = peaksOf(Array.from({ length: count }, (_, at) => Math.abs(Math.sin(at))))
    expect(sentWaveform.safeParse(peaks).success).toBe(true)
  }
})

test('each peak is the loudest of its part, and the loudest of all stands at the top', () => {
  const levels = Array.from({ length: 128 }, (_, at) => (at === 5 ? 0.5 : at % 2 === 0 ? 0.25 : 0))

  const peaks = peaksOf(levels)

  expect(peaks?.slice(0, 4)).toEqual([50, 50, 100, 50])
})

test('the noise of a silent room makes no mountains', () => {
  expect(Math.max(...(peaksOf(Array.from({ length: 200 }, () => 0.05)) ?? []))).toBe(20)
})

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

test('a picture, a text, bare AAC and an empty file are no sound that is taken', () => {
  for (const text of ['', '\xff\xd8\xff\xe0JFIF', '<svg>', 'RIFF....WEBP', '\xff\xf1P\x80', '#!AMR\n'])
    expect(soundKindOf(bytes(text))).toBeNull()
})

test('sounds are known by their first bytes', () => {
  const kinds = ['\x1aE\xdf\xa3', 'OggS', '\0\0\0\x18ftypM4A ', 'RIFF....WAVE', 'ID3\x04', '\xff\xfb\x90d'].map(
    (text) => soundKindOf(bytes(text)),
  )
  expect(kinds).toEqual(['audio/webm', 'audio/ogg', 'audio/mp4', 'audio/wav', 'audio/mpeg', 'audio/mpeg'])
})

test('a stored voice note is asked for in what the browser plays: WebM, else MP4, else Ogg, else as it was recorded', () => {
  const playing =
    (...containers: string[]) =>
    (type: string) =>
      containers.some((container) => type === `audio/${container}; codecs=opus`) ? 'probably' : ''

  expect(addressesOf('/media/a', 'audio/ogg', playing('webm', 'mp4', 'ogg'))[0]).toBe('/media/a?as=webm')
  expect(addressesOf('/media/a', 'audio/webm', playing('mp4'))).toEqual(['/media/a?as=mp4', '/media/a'])
  expect(addressesOf('/media/a', 'audio/mp4', playing('ogg'))).toEqual(['/media/a?as=ogg', '/media/a'])
  expect(addressesOf('/media/a', 'audio/webm', playing())).toEqual(['/media/a'])
  expect(addressesOf('/media/a', 'audio/mpeg', playing('webm'))).toEqual(['/media/a'])
})
