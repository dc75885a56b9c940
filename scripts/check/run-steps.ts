import { type Counts, countsOfExit, sum } from './counts.ts'
import type { Step, Steps } from './steps.ts'

const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault))

const attempt = async ({ name, run }: Step): Promise<Counts> => {
  console.log(`\n── ${name}`)
  try {
    return await run()
  } catch (fault) {
    console.log(messageOf(fault))
    return countsOfExit(1)
  }
}

const describe = ({ passed, skipped }: Counts): string =>
  [passed > 0 ? `${passed} passed` : '', skipped > 0 ? `${skipped} skipped` : ''].filter(Boolean).join(', ')

const timed = async (step: Step): Promise<{ counts: Counts; line: string }> => {
  const startedAt = performance.now()
  const counts = await attempt(step)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const mark = counts.failed > 0 ? '✗' : '✓'
  return { counts, line: `${mark} ${step.name.padEnd(28)} ${seconds.padStart(6)} s  ${describe(counts)}`.trimEnd() }
}

/** Runs every step, whatever became of those before it, and sums up in a line each. */
export const runSteps = async (steps: Steps): Promise<Counts> => {
  const done: Awaited<ReturnType<typeof timed>>[] = []
  for (const step of steps) done.push(...(await Promise.all([step].flat().map(timed))))
  console.log(`\n${done.map(({ line }) => line).join('\n')}`)
  return sum(done.map(({ counts }) => counts))
}
