import { describe, expect, test } from 'bun:test'
import { fold, occursIn, toSearchWords } from '#server/domain/search-words'

const occurs = (q: string, text: string): boolean => toSearchWords(q).every((word) => occursIn(fold(text), word))
const folded = (q: string): string[] => toSearchWords(q).map((word) => word.folded)

test.each([
  ['nur', 'İstanbul'],
  ['%', '100% pamuk'],
  ['😀', 'merhaba 😀'],
  ['100%', '100 pamuk'],
  ['a_b', 'axb'],
  ['%50', '50'],
  ['bul', 'İstanbul 𐐀bul'],
  ['yok var', 'yok'],
])('%p does not begin a word of %p', (q, text) => {
  expect(occurs(q, text)).toBe(false)
})

test.each([
  ...['İSTANBUL', 'istanbul', 'ISTANBUL', 'ıstanbul', 'i\u0307stanbul', 'İst'].map((q) => [q, 'İstanbul’da']),
  ...['ISTANBUL', 'istanbul'].map((q) => [q, 'ıstanbul']),
  ...['Şule', 'şule', 'ŞULE', 'sule', 's\u0327ule'].map((q) => [q, 'bugün ŞULE geldi']),
  ...['Iğdır', 'IĞDIR', 'ığdır', 'iğdir', 'igdir'].map((q) => [q, 'Iğdır']),
  ['ΟΔΟΣ', 'οδος'],
  ['сергей', 'СЕРГЕЙ'],
  ['100%', '%100%'],
  ['%50', 'hepsi %50 ucuz'],
  ['eda-7f', 'no: Eda-7F3C'],
  ['dünya mer', 'Merhaba, dünya!'],
  ['a"b*', 'x a"b* y'],
])('%p begins a word of %p', (q, text) => {
  expect(occurs(q, text)).toBe(true)
})

describe('the words of what is searched for', () => {
  test('come once, the longest first, without those that begin another', () => {
    expect(folded(' Mer  kargo MERHABA kargo\n')).toEqual(['merhaba', 'kargo'])
    expect(folded(' \t ')).toEqual([])
  })

  test('have the part that an index holds', () => {
    expect(toSearchWords('14:305x:2').map(({ token }) => token)).toEqual([
      { text: '305x', isOpen: false, isAll: false },
    ])
    expect(toSearchWords('şule')[0]?.token).toEqual({ text: 'sule', isOpen: true, isAll: true })
    expect(toSearchWords('"*%').map(({ token }) => token)).toEqual([null])
  })
})
