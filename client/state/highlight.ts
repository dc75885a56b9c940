export type Piece = { text: string; isHit: boolean }

type Range = { from: number; to: number }
type Folded = { text: string; starts: number[]; ends: number[] }

/** In a text a word counts from its start; in a name or CID anywhere. */
export type Place = 'word-start' | 'anywhere'

const latinMarks = /([a-z])[\u0300-\u036F]+/g
const looseMarks = /[\u0300-\u0331]/g
const beyondAscii = /[^\0-\x7F]/
const letter = /[\p{L}\p{N}\p{Co}]/u
const clusters = /\P{M}\p{M}*|\p{M}+/gu
const before = 28
const nearEnough = 48

/** Without case, by Turkish and by plain rules at once, and without the marks of Latin letters: as the server searches. */
export const fold = (text: string): string => {
  const lower = text.toLowerCase()
  if (!beyondAscii.test(lower)) return lower
  const bare = lower.normalize('NFD').replace(latinMarks, '$1').normalize('NFC')
  return bare.replace(looseMarks, '').replaceAll('ı', 'i').replaceAll('ς', 'σ')
}

/** The words that are searched for, folded; the longest first, so that it is lit where two begin alike. */
export const searchWords = (q: string): string[] =>
  [...new Set(fold(q).split(/\s+/))].filter(Boolean).toSorted((one, other) => other.length - one.length)

/** The text cut into what was searched for and what was not; the pieces joined are the text. */
export const highlight = (text: string, words: readonly string[], place: Place): Piece[] => {
  const pieces: Piece[] = []
  let at = 0
  for (const { from, to } of rangesOf(text, words, place)) {
    if (from > at) pieces.push({ text: text.slice(at, from), isHit: false })
    pieces.push({ text: text.slice(from, to), isHit: true })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isHit: false })
  return pieces
}

/** Whether any of the words stands in it. */
export const holdsAny = (text: string, words: readonly string[], place: Place): boolean =>
  rangesOf(text, words, place).length > 0

/** The part of a text around its first hit, for a narrow place; what was left out before it is three dots. */
export const excerpt = (text: string, words: readonly string[]): Piece[] => {
  const first = rangesOf(text, words, 'word-start')[0]
  if (!first || first.from <= nearEnough) return highlight(text, words, 'word-start')
  const gap = text.slice(0, first.from - before).search(/\s\S*$/)
  const from = gap < first.from - 2 * before ? first.from - before : gap + 1
  return [{ text: '…', isHit: false }, ...highlight(whole(text, from), words, 'word-start')]
}

// Never from the middle of a pair: half of an emoji is a box.
const whole = (text: string, from: number): string => {
  const isHalf = /[\uDC00-\uDFFF]/.test(text.charAt(from))
  return text.slice(isHalf ? from - 1 : from)
}

const rangesOf = (text: string, words: readonly string[], place: Place): Range[] => {
  const folded = foldByCluster(text)
  const found = words.flatMap((word) => occurrences(folded, word, place))
  return merged(found.toSorted((one, other) => one.from - other.from || other.to - one.to))
}

const foldByCluster = (text: string): Folded => {
  const folded: Folded = { text: '', starts: [], ends: [] }
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    const plain = fold(cluster)
    folded.text += plain
    for (let nth = 0; nth < plain.length; nth++) {
      folded.starts.push(index)
      folded.ends.push(index + cluster.length)
    }
  }
  return folded
}

const occurrences = ({ text, starts, ends }: Folded, word: string, place: Place): Range[] => {
  const needsStart = place === 'word-start' && letter.test(String.fromCodePoint(word.codePointAt(0) ?? 0))
  const ranges: Range[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (needsStart && letter.test(lastBefore(text, at))) continue
    ranges.push({ from: starts[at] ?? 0, to: ends[at + word.length - 1] ?? 0 })
  }
  return ranges
}

const lastBefore = (text: string, at: number): string => {
  const isPair = /[\uDC00-\uDFFF]/.test(text.charAt(at - 1))
  return text.slice(Math.max(0, at - (isPair ? 2 : 1)), at)
}

const merged = (ranges: readonly Range[]): Range[] => {
  const apart: Range[] = []
  for (const range of ranges) {
    const last = apart.at(-1)
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to)
    else apart.push({ ...range })
  }
  return apart
}
