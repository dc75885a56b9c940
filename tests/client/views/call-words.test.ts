import { expect, test } from 'bun:test'
import { callTextsOf } from '#client/i18n/call-texts'
import { callClock, callLength, nextSecondMs } from '#client/views/call-words'
import { shownCall } from '#tests/support/shown-call'

const tr = callTextsOf('tr')
const en = callTextsOf('en')

test.each([
  [0, '0:00'],
  [999, '0:00'],
  [252_000, '4:12'],
  [3_872_000, '1:04:32'],
  [-5, '0:00'],
])('%d ms of a call read %s', (ms, words) => {
  expect(callClock(ms)).toBe(words)
})

test.each([
  [0, '', ''],
  [48, '48 sn', '48 s'],
  [252, '4 dk 12 sn', '4 min 12 s'],
  [3872, '1 sa 4 dk', '1 h 4 min'],
])('%d s of a call in words', (seconds, turkish, english) => {
  expect([callLength(seconds, tr), callLength(seconds, en)]).toEqual([turkish, english])
})

test('the line is read anew at the full second of what it counts', () => {
  const call = shownCall({ phase: 'active', rangAt: 0, connectedAt: 10_300 })

  expect(nextSecondMs(call, 12_800)).toBe(500)
})
