import { readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { buildApart } from '#scripts/prepare/build-apart'
import { inRoot, root } from '#scripts/root'
import { atLeast, type Counts, countsOfExit, nothing, strictly } from './counts.ts'
import { countsOfJunit } from './reports.ts'

export type Step = { name: string; run: () => Promise<Counts> }

/** One after the other; those of a list at once, since each of them keeps one core busy. */
export type Steps = readonly (Step | Step[])[]

const inCi = process.env.CI === 'true'

/** Runs a command with its output shown; resolves to its exit code. */
export const show = (command: string[], env: Record<string, string> = {}): Promise<number> =>
  Bun.spawn(command, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] }).exited

/** Runs the command and counts by the report that it wrote. */
export const countTests = async (
  run: () => Promise<number>,
  reportFile: string,
  parse: (text: string) => Counts,
): Promise<Counts> => {
  rmSync(reportFile, { force: true })
  const exitCode = await run()
  const counts = atLeast(readCounts(reportFile, parse), exitCode)
  return inCi ? strictly(counts) : counts
}

const readCounts = (reportFile: string, parse: (text: string) => Counts): Counts => {
  try {
    return parse(readFileSync(reportFile, 'utf8'))
  } catch {
    return nothing
  }
}

const tool = (path: string, ...args: string[]): string[] => [process.execPath, inRoot('node_modules', path), ...args]

/** Biome's command line; it paints its output even where nobody sees colours. */
export const biome = (...args: string[]): string[] =>
  tool('@biomejs/biome/bin/biome', ...args, `--colors=${process.stdout.isTTY ? 'force' : 'off'}`)

const exits = (name: string, command: string[]): Step => ({ name, run: async () => countsOfExit(await show(command)) })

const build: Step = { name: 'Build: the client', run: () => buildApart().then(() => nothing) }
const style = exits('Style and imports: Biome', biome('ci', '--error-on-warnings', '.'))
const types = exits('Types: tsc -b', tool('typescript/bin/tsc', '-b'))
const unused = exits('Unused: knip', tool('knip/bin/knip-bun.js'))

type Selection = { name: string; report: string; where: string[] }

const tests = ({ name, report, where }: Selection): Step => ({
  name,
  run: () => {
    const file = inRoot('.cache', report)
    // Half of it is waiting for sockets, disks and processes: so two at once for each core. A global for each file would
    // take longer than it saves.
    const spread = [`--parallel=${2 * availableParallelism()}`, '--no-isolate']
    const command = [process.execPath, 'test', ...where, ...spread, '--reporter=junit', `--reporter-outfile=${file}`]
    return countTests(() => show(command), file, countsOfJunit)
  },
})

/** They build, start, kill and fill: a third of the time, and seldom what a small change breaks. */
const wholes = ['tests/journeys', 'tests/faults']

const parts = tests({
  name: 'Tests: bun test',
  report: 'bun-tests.xml',
  // What it is given takes the place of what bunfig.toml says.
  where: [...wholes, 'tests/browser'].map((folder) => `--path-ignore-patterns=${folder}/**`),
})

/** The same for whole programs: what takes longer than one should wait for while writing. */
export const wholeTests = tests({ name: 'Tests: whole programs', report: 'whole-tests.xml', where: wholes })

export const checkSteps: Steps = [build, [style, types, unused], parts]
