import type { Part } from '#scripts/bench/part'
import { median } from '#scripts/bench/statistics'
import { align } from '#scripts/bench/table'

/** Milliseconds to the first answer, one of each for every repetition. */
export type ColdFigures = Record<
  'bare' | 'compiled' | 'compiledPage' | 'compiledAgain' | 'source' | 'sourceAgain',
  number[]
>

const mostTimesBare = 4

const titles: Record<keyof ColdFigures, string> = {
  bare: 'compiled bare Bun.serve',
  compiled: 'compiled, empty folder',
  compiledPage: '… to its first page after that',
  compiledAgain: 'compiled, second start',
  source: 'from source, empty folder',
  sourceAgain: 'from source, second start',
}

/** The median of what each repetition has, divided by what the bare server took in the same one. */
const timesBare = (times: number[], bare: number[]): number =>
  median(times.map((ms, repetition) => ms / (bare[repetition] ?? Number.NaN)))

export const toReport = (figures: ColdFigures): Part => {
  const rows = (Object.keys(titles) as (keyof ColdFigures)[]).map((key) => {
    const times = figures[key]
    const span = `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)})`
    return [titles[key], span, timesBare(times, figures.bare).toFixed(2)]
  })
  const found = timesBare(figures.compiled, figures.bare)
  const failed = !(found <= mostTimesBare)
  return {
    lines: [
      `from the start of the process to its first answered /health, ${figures.bare.length} interleaved starts; the files are in the system's cache`,
      ...align([['', 'ms (min–max)', '÷ bare'], ...rows]),
    ],
    gates: [
      `  ${failed ? 'FAIL' : 'pass'}  cold start, compiled: ms ÷ compiled bare Bun.serve, at most ${mostTimesBare}: ${found.toFixed(2)}`,
    ],
    failed,
  }
}
