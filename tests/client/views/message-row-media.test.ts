import { expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { Entry, EntryMedium } from '#client/state/types'
import { createDates } from '#client/views/dates'
import { createMessageRow } from '#client/views/message-row'
import { find, useDom } from '#tests/support/dom'
import { call, entry, noActions } from './fixtures.ts'

useDom()

const medium = (given: Partial<EntryMedium> = {}): EntryMedium => ({
  kind: 'image',
  mime: 'image/jpeg',
  bytes: 1000,
  url: '/media/a',
  thumbUrl: null,
  placeholder: null,
  ...given,
})

const createRow = (first: Partial<Entry>) => {
  const show = mock((_place: HTMLElement, _entry: Entry) => {})
  const around = { isContinued: false, isFollowed: false }
  const row = createMessageRow(
    { entry: entry(first), ...around },
    {
      t: tr,
      dates: createDates(tr, 'tr'),
      self: 'user',
      nameOf: () => 'Siz',
      actions: { ...noActions, drawing: { show } },
      onRetry: () => {},
      onDiscard: () => {},
    },
  )
  document.body.append(row.element)
  const update = (given: Partial<Entry>): void => row.update({ entry: entry(given), ...around })
  update(first)
  const place = (): HTMLElement | null => row.element.querySelector('.picture, .voice-note, .call-place')
  const bubble = (): string => find(row.element, '.bubble').className
  return { row, show, update, place, bubble }
}

const ratioOf = (given: Partial<EntryMedium>): number =>
  Number.parseFloat(createRow({ type: 'image', text: '', medium: medium(given) }).place()?.style.aspectRatio ?? '')

test('a text has no place for a picture', () => {
  const { place, bubble } = createRow({ text: 'Merhaba' })

  expect([place(), bubble()]).toEqual([null, 'bubble'])
})

test('a picture has its final proportions before anything of it has come, within bounds', () => {
  expect([ratioOf({ width: 400, height: 300 }), ratioOf({ width: 3000, height: 300 })]).toEqual([1.333, 2])
  expect([ratioOf({ width: 100, height: 5000 }), ratioOf({}), ratioOf({ width: 0, height: 0 })]).toEqual([
    0.66, 1.333, 1.333,
  ])
})

test('it stands above its caption, and without one the time lies on it', () => {
  const { update, place, bubble } = createRow({ type: 'image', text: 'Kutu', medium: medium() })
  expect([bubble(), place()?.nextElementSibling?.tagName]).toEqual(['bubble pic', 'P'])

  update({ type: 'image', text: '', medium: medium() })
  expect(bubble()).toBe('bubble pic bare')
})

test('a voice note has a place of its own kind', () => {
  const { place, bubble } = createRow({ type: 'audio', text: '', medium: medium({ kind: 'audio' }) })

  expect([place()?.className, bubble()]).toEqual(['voice-note', 'bubble voice bare'])
})

test('emoji as a caption do not take the bubble away', () => {
  const { row, update } = createRow({ type: 'image', text: '👍', medium: medium() })
  const captioned = row.element.classList.contains('big')
  update({ text: '👍' })

  expect([captioned, row.element.classList.contains('big')]).toEqual([false, true])
})

test('what is drawn into it hears of every change, in the same place, and goes with the picture', () => {
  const { show, update, place } = createRow({ type: 'image', text: '', medium: medium(), progress: 0.1 })
  const first = place()
  update({ type: 'image', text: '', medium: medium(), progress: 0.5 })
  expect(show.mock.calls.map(([where, { progress }]) => [where === first, progress])).toEqual([
    [true, 0.1],
    [true, 0.5],
  ])

  update({ text: 'silindi' })
  expect(place()).toBeNull()
})

test('a call is a line of the system that says what it was until it is drawn, and is drawn at each change', () => {
  const rang = { role: 'system', type: 'call', text: '', call: call() } as const
  const { row, show, update, place, bubble } = createRow(rang)

  expect([row.element.className, bubble()]).toEqual(['msg system tail', 'bubble called'])
  expect(place()?.textContent).toBe('📞 Cevapsız arama')
  expect(find(row.element, '.text').textContent).toBe('')
  place()?.replaceChildren('drawn')
  update({ ...rang, reactions: { user: '👍' } })

  expect(place()?.textContent).toBe('drawn')
  expect(show.mock.calls.map(([, shown]) => shown.call)).toEqual([rang.call, rang.call])
})

test('a call of which nothing is known is an unknown message', () => {
  const { row, place } = createRow({ role: 'system', type: 'call', text: '' })

  expect(place()).toBeNull()
  expect(find(row.element, '.text').textContent).toBe(tr.unknownMessage)
})
