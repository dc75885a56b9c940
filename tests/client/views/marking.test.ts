import { describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createDates } from '#client/views/dates'
import { createMarking } from '#client/views/marking'
import { createMessageRow } from '#client/views/message-row'
import { find, useDom } from '#tests/support/dom'
import { entry, noActions } from './fixtures.ts'

useDom()

const marking = createMarking()

const createRow = (text: string) => {
  const nothing = (): void => {}
  const row = createMessageRow(
    { entry: entry({ text }), isContinued: false, isFollowed: false },
    {
      t: tr,
      self: 'admin',
      dates: createDates(tr, 'tr'),
      actions: { ...noActions, marking },
      nameOf: () => 'Eda',
      onRetry: nothing,
      onDiscard: nothing,
    },
  )
  const update = (next: string): void =>
    row.update({ entry: entry({ text: next }), isContinued: false, isFollowed: false })
  update(text)
  document.body.append(row.element)
  const place = find(row.element, '.text')
  const lit = (): string[] => [...place.querySelectorAll('mark')].map(({ textContent }) => textContent ?? '')
  return { place, lit, update }
}

const show = (...words: string[]): void => marking.show(words, document.body)

describe('nothing is lit', () => {
  test('while nothing is searched for, nor after it', () => {
    show()
    const { place, lit } = createRow('faturam gelmedi')
    expect(lit()).toEqual([])
    show('fatura')
    expect(lit()).toEqual(['fatura'])
    show()
    expect(lit()).toEqual([])
    expect(place.textContent).toBe('faturam gelmedi')
  })

  test('in the middle of a word', () => {
    show('atura')
    expect(createRow('fatura').lit()).toEqual([])
  })

  test('where it would be markup', () => {
    show('b')
    const { place, lit } = createRow('<b>x</b>')
    expect(place.querySelector('b')).toBeNull()
    expect(lit()).toEqual(['b', 'b'])
  })
})

test('words are lit by Turkish and plain rules, in rows that are there and in those that come', () => {
  show()
  const { lit } = createRow('IĞDIR’dan İğdır’a FATURA')
  show('igdir', 'fatura')
  expect(lit()).toEqual(['IĞDIR', 'İğdır', 'FATURA'])
  expect(createRow('Fatura ığdır').lit()).toEqual(['Fatura', 'ığdır'])
})

test('a link stays a link, lit within', () => {
  show('fatura', 'bakin')
  const { place, lit } = createRow('bakın https://example.com/fatura?ay=11 fatura')
  const link = find<HTMLAnchorElement>(place, 'a')
  expect(link.getAttribute('href')).toBe('https://example.com/fatura?ay=11')
  expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc')
  expect(link.textContent).toBe('https://example.com/fatura?ay=11')
  expect(lit()).toEqual(['bakın', 'fatura', 'fatura'])
  expect(place.textContent).toBe('bakın https://example.com/fatura?ay=11 fatura')
})

test('what an edit brings is lit too', () => {
  show('fatura')
  const { lit, update } = createRow('merhaba')
  update('faturam yok')
  expect(lit()).toEqual(['fatura'])
})

test('a row without any of the words is left alone', () => {
  show()
  const { place } = createRow('bakın https://example.com')
  const link = find(place, 'a')
  show('fatura')
  expect(find(place, 'a')).toBe(link)
})
