/** Rows from `from` up to but without `to`. */
export type Range = { from: number; to: number }

// A conversation this short stands in the page as a whole.
const wholeUpTo = 200
const aroundRows = 24
const leastAroundRows = 3
const slackRows = 12
const stepRows = 10

const size = ({ from, to }: Range): number => Math.max(0, to - from)

const within = ({ from, to }: Range, count: number): Range => {
  const start = Math.min(Math.max(0, from), count)
  return { from: start, to: Math.max(start, Math.min(to, count)) }
}

const widened = ({ from, to }: Range, rows: number): Range => ({ from: from - rows, to: to + rows })

const overlap = (a: Range, b: Range): Range => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })

/** The rows that should stand in the page when these are on screen. */
const wantedRange = (visible: Range, count: number): Range =>
  count <= wholeUpTo ? { from: 0, to: count } : within(widened(visible, aroundRows), count)

const grown = (range: Range, wanted: Range, rows: number): Range => {
  const above = Math.max(0, range.from - wanted.from)
  const below = Math.max(0, wanted.to - range.to)
  const up = Math.min(above, Math.max(Math.ceil(rows / 2), rows - below))
  return { from: range.from - up, to: range.to + Math.min(below, rows - up) }
}

/**
 * The rows to draw next: what is on screen with a little around it at once, the rest in steps, so that no single task
 * draws many. What is drawn already stays until it is well out of reach.
 */
export const nextRange = (held: Range, visible: Range, count: number): Range => {
  const wanted = wantedRange(visible, count)
  const least = within(widened(visible, leastAroundRows), count)
  const kept = overlap(within(held, count), widened(wanted, slackRows))
  const isReached = size(overlap(kept, visible)) > 0
  const base = isReached ? { from: Math.min(kept.from, least.from), to: Math.max(kept.to, least.to) } : least
  const isNew = size(base) - (isReached ? size(kept) : 0)
  return grown(base, wanted, Math.max(0, stepRows - isNew))
}

export const isComplete = (range: Range, visible: Range, count: number): boolean => {
  const wanted = wantedRange(visible, count)
  return range.from <= wanted.from && range.to >= wanted.to
}
