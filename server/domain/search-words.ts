/** A word of what is searched for. `token`: the longest part of it that an index holds; null in `%` or an emoji. */
export type SearchWord = { folded: string; token: Token | null }

/** `isOpen`: it may go on where the word ends. `isAll`: the word is nothing else, whoever has the token has the word. */
type Token = { text: string; isOpen: boolean; isAll: boolean }

const latinMarks = /([a-z])[\u0300-\u036F]+/g
const looseMarks = /[\u0300-\u0331]/g
const beyondAscii = /[^\0-\x7F]/
const letter = /[\p{L}\p{N}\p{Co}]/u
const letters = /[\p{L}\p{N}\p{Co}]+/gu

/**
 * Without case, by Turkish and by plain rules at once, and without the marks of Latin letters: what FTS5's unicode61 makes
 * of a text with `remove_diacritics 2` once each ı in it is an i.
 */
export const fold = (text: string): string => {
  const lower = text.toLowerCase()
  if (!beyondAscii.test(lower)) return lower
  const bare = lower.normalize('NFD').replace(latinMarks, '$1').normalize('NFC')
  return bare.replace(looseMarks, '').replaceAll('ı', 'i').replaceAll('ς', 'σ')
}

/** The longest first: those are the rarest. One that begins another word goes without saying. */
export const toSearchWords = (q: string): SearchWord[] => {
  const words = [...new Set(fold(q).split(/\s+/))].filter(Boolean).toSorted()
  // In this order a word stands right before those that it begins.
  const telling = words.filter((word, place) => !words[place + 1]?.startsWith(word))
  return telling
    .map((folded) => ({ folded, token: tokenOf(folded) }))
    .toSorted((one, other) => other.folded.length - one.folded.length)
}

const tokenOf = (word: string): Token | null => {
  const tokens = [...word.matchAll(letters)].map(({ 0: text, index }) => ({
    text,
    isOpen: index + text.length === word.length,
    isAll: text.length === word.length,
  }))
  return tokens.toSorted((one, other) => other.text.length - one.text.length)[0] ?? null
}

/** Whether `word` stands in a folded text where a word begins. One without any letter never does. */
export const occursIn = (folded: string, { folded: word, token }: SearchWord): boolean => {
  if (!token) return false
  const needsStart = letter.test(firstOf(word))
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1))
    if (!needsStart || at === 0 || !letter.test(lastOf(folded, at))) return true
  return false
}

const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0)

/** The character that ends before `end`. */
const lastOf = (text: string, end: number): string => {
  const isPair = /[\uDC00-\uDFFF]/.test(text[end - 1] ?? '')
  return text.slice(end - (isPair ? 2 : 1), end)
}
