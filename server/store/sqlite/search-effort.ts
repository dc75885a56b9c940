/**
 * How much is tried before the next, dearer way. A rare word is found by its few hits in the index; a common one is
 * soon met where the newest texts are read one by one. Only a word that is neither needs all of its hits.
 */
export const efforts = [
  { hits: 2000, rows: 3000 },
  { hits: 20_000, rows: 20_000 },
  { hits: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY },
] as const

export type Effort = (typeof efforts)[number]

/** The index is asked for so many words of a search; the others are looked for in the texts. */
export const mostIndexedWords = 32
