import { describe, expect, test } from 'bun:test'
import { excerpt, fold, highlight, holdsAny, type Piece, searchWords } from '#client/state/highlight'
import { fold as serverFold } from '#server/domain/search-words'

const lit = (pieces: readonly Piece[]): string => pieces.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('')
const inText = (text: string, q: string): string => lit(highlight(text, searchWords(q), 'word-start'))
const inName = (text: string, q: string): string => lit(highlight(text, searchWords(q), 'anywhere'))

describe('nothing is lit', () => {
  test('inside of a word of a text', () => expect(inText('mektup', 'tup')).toBe('mektup'))
  test('for nothing but blanks', () => expect(inText('mektup', '  ')).toBe('mektup'))
  test('where the word does not occur', () => expect(inText('mektup', 'zürafa')).toBe('mektup'))
})

test('the four i of Turkish are one, and marks of Latin letters are none', () => {
  expect(inText('Iğdır IĞDIR ığdır İğdir', 'igdir')).toBe('[Iğdır] [IĞDIR] [ığdır] [İğdir]')
  expect(inText('ŞULE şule Sule', 'şule')).toBe('[ŞULE] [şule] [Sule]')
  expect(inText('i̇stanbul', 'istan')).toBe('[i̇stan]bul')
})

test('a name is lit anywhere, a text where a word begins', () => {
  expect(inName('Eda-7F3C', '7f3')).toBe('Eda-[7F3]C')
  expect(inName('Mehmet', 'met')).toBe('Meh[met]')
  expect(inText('E-fatura faturam', 'fatura')).toBe('E-[fatura] [fatura]m')
})

test('every word is lit, and two that overlap are one', () => {
  expect(inText('kargo ile fatura', 'fatura kargo')).toBe('[kargo] ile [fatura]')
  expect(inName('banana', 'ban anan')).toBe('[banan]a')
})

test('signs are plain, also those that a search could take for its own', () => {
  expect(inText('%100 "tamam" *', '%100')).toBe('[%100] "tamam" *')
  expect(inText('😀ev 😀', 'ev')).toBe('😀[ev] 😀')
})

test('the pieces joined are the text', () => {
  for (const text of ['İİİ', 'a\u0301b\u0301', '👨‍👩‍👧 ailesi', 'Iğdır\n\tIğdır'])
    expect(
      highlight(text, searchWords('i a ai igdir'), 'anywhere')
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
})

test('it folds as the server searches', () => {
  for (const text of ['IĞDIR İğdır', 'ÇÖŞÜ', 'Σίσυφος', 'café', 'résumé ŁÓDŹ', 'ΣΑΣ', 'Đorđe', 'å'])
    expect(fold(text)).toBe(serverFold(text))
})

test('a long text is cut before its first hit, between two words', () => {
  const text = `${'önce başka sözler '.repeat(10)}ve sonunda fatura gelir`
  const shown = lit(excerpt(text, searchWords('fatura')))
  expect(shown.startsWith('…')).toBe(true)
  expect(shown.endsWith('ve sonunda [fatura] gelir')).toBe(true)
  expect(shown.length).toBeLessThan(80)
  expect(lit(excerpt('fatura önce', searchWords('fatura')))).toBe('[fatura] önce')
})

test('whether a name holds any of the words', () => {
  expect(holdsAny('Eda Eda-7F3C', searchWords('fatura eda'), 'anywhere')).toBe(true)
  expect(holdsAny('Eda Eda-7F3C', searchWords('fatura'), 'anywhere')).toBe(false)
})
