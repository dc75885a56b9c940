import { ratio, type Series } from './figures.ts'
import type { LoadResult } from './job.ts'

type Gate = { what: string; conversations: number; by: string; value?: (result: LoadResult) => number } & (
  | { least: number }
  | { most: number }
)

const gates: Gate[] = [
  { what: 'msgs/s ÷ N', conversations: 100, by: 'N', least: 5 },
  { what: 'msgs/s ÷ Ng', conversations: 100, by: 'Ng', least: 1 },
  { what: 'ack p99 ÷ Ng', conversations: 100, by: 'Ng', value: (result) => result.ackP99Ms, most: 1.6 },
  { what: 'msgs/s ÷ N', conversations: 1, by: 'N', least: 1.2 },
]

/** Each gate as a line. One whose servers were not both measured is left open and does not fail. */
export const judge = (all: Series[]): { lines: string[]; failed: boolean } => {
  const verdicts = gates.map((gate) => judgeOne(all, gate))
  return { lines: verdicts.map(({ line }) => line), failed: verdicts.some(({ failed }) => failed) }
}

const judgeOne = (all: Series[], gate: Gate) => {
  const found = ratio(all, gate.conversations, 'K', gate.by, gate.value)
  const wanted = 'least' in gate ? `at least ${gate.least}` : `at most ${gate.most}`
  const what = `K at C=${gate.conversations}: ${gate.what}, ${wanted}`
  if (!found) return { line: `  open  ${what}: not measured`, failed: false }
  const passed = 'least' in gate ? found.median >= gate.least : found.median <= gate.most
  return { line: `  ${passed ? 'pass' : 'FAIL'}  ${what}: ${found.median.toFixed(2)}`, failed: !passed }
}
