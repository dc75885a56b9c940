import type { LoadResult } from './job.ts'
import { median } from './statistics.ts'

/** The measurements of one server at one number of conversations, one for each repetition. */
export type Series = { name: string; conversations: number; results: LoadResult[] }

export const rateOf = ({ acked, elapsedMs }: LoadResult): number => (acked / elapsedMs) * 1000

const perMessage = (us: number, { acked }: LoadResult): number => us / acked

export const figuresOf = ({ results }: Series) => {
  const rates = results.map(rateOf)
  const over = (value: (result: LoadResult) => number): number => median(results.map(value))
  return {
    rate: median(rates),
    leastRate: Math.min(...rates),
    mostRate: Math.max(...rates),
    ackP50Ms: over((result) => result.ackP50Ms),
    ackP99Ms: over((result) => result.ackP99Ms),
    serverUs: over((result) => perMessage(result.serverUs, result)),
    generatorUs: over((result) => perMessage(result.generatorUs, result)),
    serverPercent: over((result) => result.serverUs / result.elapsedMs / 10),
    foreignPercent: results.map((result) => result.foreignUs / result.elapsedMs / 10),
  }
}

type Value = (result: LoadResult) => number

/** The median of what `value` is for `of`, divided by what it is for `by` in the same repetition; null without both. */
export const ratio = (all: Series[], conversations: number, of: string, by: string, value: Value = rateOf) => {
  const find = (name: string) => all.find((series) => series.name === name && series.conversations === conversations)
  const [above, below] = [find(of), find(by)]
  if (!above || !below) return null
  const ratios = above.results.flatMap((result, repetition) => {
    const other = below.results[repetition]
    return other ? [value(result) / value(other)] : []
  })
  return ratios.length > 0 ? { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) } : null
}
