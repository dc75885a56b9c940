import { describe, expect, test } from 'bun:test'
import { callTextsOf } from '#client/i18n/call-texts'
import type { MicrophoneFault } from '#client/platform/microphone'
import { callOverOf } from '#client/views/call-ends'
import { callEnds, languages } from './call-fixtures.ts'

const faults: readonly MicrophoneFault[] = [
  ...(['refused', 'asked', 'system', 'absent', 'busy', 'insecure', 'old', 'failed'] as const),
]

describe.each(languages)('in %s', (lang) => {
  const options = { c: callTextsOf(lang), lang, self: 'user', name: 'Muhsin' } as const

  test.each(callEnds)('%s has words, and a way out unless it goes by itself', (how) => {
    for (const isCaller of [true, false]) {
      const over = callOverOf({ isCaller, end: { how, durationS: 5 } }, options)

      expect(over.title).not.toBe('')
      expect(over.keys.at(-1) ?? over.stay).toBe(over.stay === 'lasting' ? 'back' : over.stay)
      if (over.stay === 'lasting') expect(over.body).not.toBe('')
    }
  })

  test.each(faults)('a microphone that is %s has words of its own, none of them of recording', (fault) => {
    const end = { how: 'no_microphone', durationS: 0, fault } as const
    const { title, body } = callOverOf({ isCaller: true, end }, options)

    expect(title).not.toBe('')
    expect(`${title} ${body}`).not.toMatch(/kayd|kaydet|record|ses dosyası|sound file/i)
  })
})

const options = { c: callTextsOf('tr'), lang: 'tr', self: 'user', name: 'Muhsin' } as const

test.each(['no_calls', 'forbidden'] as const)('%s offers no other try', (how) => {
  expect(callOverOf({ isCaller: true, end: { how, durationS: 0 } }, options).keys).toEqual(['back'])
})

test.each(['insecure', 'old'] as const)('a page without a microphone for good (%s) offers no other try', (fault) => {
  const end = { how: 'no_microphone', durationS: 0, fault } as const

  expect(callOverOf({ isCaller: true, end }, options).keys).toEqual(['back'])
})

test('whoever did not hear it ring is told of a missed call, and not that somebody could not answer', () => {
  const over = callOverOf({ isCaller: false, end: { how: 'missed', durationS: 0 } }, options)

  expect([over.title, over.stay]).toEqual(['Cevapsız arama', 'brief'])
})

test('a call that was lost says how long it was', () => {
  const over = callOverOf({ isCaller: true, end: { how: 'lost', durationS: 252 } }, options)

  expect(over.body).toBe('Yeniden bağlanılamadı. Görüşme 4 dk 12 sn sürmüştü.')
})

test('a call that went on in another tab stays in words; one that another device answered does not', () => {
  const stayOf = (durationS: number) =>
    callOverOf({ isCaller: false, end: { how: 'elsewhere', durationS } }, options).stay

  expect([stayOf(30), stayOf(0)]).toEqual(['lasting', 'brief'])
})

test('a crossed microphone is drawn for a microphone alone, the broken line for other faults, neither for an answer', () => {
  const drawnFor = (how: (typeof callEnds)[number]) =>
    callOverOf({ isCaller: true, end: { how, durationS: 0 } }, options).fault

  expect([drawnFor('no_microphone'), drawnFor('connect_failed'), drawnFor('declined')]).toEqual([
    'microphone',
    'line',
    null,
  ])
})
