import { expect, mock, test } from 'bun:test'
import { callTextsOf } from '#client/i18n/call-texts'
import { textsOf } from '#client/i18n/texts'
import { callCardWords, createCallCard } from '#client/views/call-card'
import { createDates } from '#client/views/dates'
import type { MessageCall, Side } from '#protocol/messages'
import { find, useDom } from '#tests/support/dom'
import { languages, press } from './call-fixtures.ts'

useDom()
const c = callTextsOf('tr')
const createdAt = Date.parse('2026-11-22T16:05:00Z')

const call = (given: Partial<MessageCall> = {}): MessageCall => ({
  ...{ call_id: 'call-1', from: 'user', video: false, outcome: 'hangup', duration_s: 252 },
  ...given,
})
const draw = (given: Partial<MessageCall>, self: Side, onLeaveVoice?: () => void) => {
  const onCallBack = mock((_video: boolean) => {})
  const dates = createDates(textsOf('tr'), 'tr')
  const card = createCallCard({ c, dates, self, onCallBack, ...(onLeaveVoice && { onLeaveVoice }) })
  card.update({ call: call(given), createdAt })
  document.body.append(card.element)
  const keys = [...card.element.querySelectorAll<HTMLElement>('button:not([hidden])')]
  return { card, dates, onCallBack, keys, tile: find(card.element, '.row-tile').className }
}

test.each([
  ['missed', 'admin', 'red', 'Cevapsız arama', 'callBack'],
  ['missed', 'user', 'amber', 'Yanıt vermedi', 'leave'],
  ['cancelled', 'admin', 'red', 'Cevapsız arama', 'callBack'],
  ['cancelled', 'user', 'plain', 'Aramadan vazgeçtiniz', null],
  ['declined', 'admin', 'plain', 'Aramayı reddettiniz', 'callBack'],
  ['declined', 'user', 'amber', 'Aramanız reddedildi', 'leave'],
  ['lost', 'user', 'red', 'Bağlantı koptu', 'callBack'],
  ['connect_failed', 'admin', 'red', 'Bağlantı kurulamadı', 'callBack'],
  ['hangup', 'admin', 'green', 'Sesli arama', null],
] as const)('a visitor’s call that was %s reads for the %s: %s, %s', (outcome, self, tone, title, key) => {
  expect(callCardWords(call({ outcome }), self, c)).toMatchObject({ tone, title, key })
})

test('an outcome that this page does not know is a call all the same, in both languages', () => {
  for (const lang of languages)
    expect(callCardWords(call({ outcome: 'new' }), 'user', callTextsOf(lang)).title).not.toBe('')
})

test('a talk says when it was and how long', () => {
  const { card, dates, keys, tile } = draw({}, 'user')

  const time = find<HTMLTimeElement>(card.element, 'time')
  expect(tile).toBe('row-tile green')
  expect(find(card.element, '.t').textContent).toBe(`Sesli arama${dates.clock(createdAt)} · 4 dk 12 sn`)
  expect(time.getAttribute('datetime')).toBe('2026-11-22T16:05:00.000Z')
  expect(keys).toHaveLength(0)
})

test('a missed call is called back as it was rung', () => {
  const { keys, onCallBack } = draw({ outcome: 'missed', from: 'admin', video: true }, 'user')

  expect(keys.map(({ textContent }) => textContent)).toEqual(['Geri ara'])
  for (const key of keys) press(key)
  expect(onCallBack.mock.calls).toEqual([[true]])
})

test('a voice note is offered only where one can be left', () => {
  const onLeaveVoice = mock(() => {})
  const without = draw({ outcome: 'missed' }, 'user')
  const withNote = draw({ outcome: 'missed' }, 'user', onLeaveVoice)

  for (const key of withNote.keys) press(key)

  expect(without.keys).toHaveLength(0)
  expect(onLeaveVoice).toHaveBeenCalledTimes(1)
})
