import { existsSync } from 'node:fs'
import { measureCalls } from '#scripts/bench/calls/measure'
import { measureCold } from '#scripts/bench/cold/measure'
import { measureIdle } from '#scripts/bench/idle/measure'
import { measureMedia } from '#scripts/bench/media/measure'
import { measurePush } from '#scripts/bench/push/measure'
import { measureSearch } from '#scripts/bench/search/measure'
import { createBareCommits } from './bare.ts'
import { figuresOf, type Series } from './figures.ts'
import { judge } from './gates.ts'
import { measure } from './measure.ts'
import { type Options, parseOptions } from './options.ts'
import type { Part } from './part.ts'
import { cleanUp, inRepository, runProcess } from './processes.ts'
import { type Candidate, candidates, node } from './servers.ts'
import { toTable } from './table.ts'

const print = (...lines: string[]): void => console.log(lines.join('\n'))

const prepare = async (chosen: Candidate[], { only }: Options): Promise<void> => {
  const bun = process.execPath
  if (only.includes('idle') || chosen.some(({ dialect }) => dialect === 'socketio'))
    await runProcess([bun, 'install', '--frozen-lockfile', '--ignore-scripts'], {
      cwd: inRepository('scripts/bench/peers'),
    })
  const needsClient =
    chosen.some(({ dialect }) => dialect === 'konusma') ||
    ['idle', 'search', 'push', 'media', 'calls'].some((name) => only.includes(name))
  if (needsClient && !existsSync(inRepository('dist/public/manifest.json')))
    await runProcess([bun, 'scripts/build.ts'], { cwd: inRepository('') })
}

const describe = async (chosen: Candidate[], { conversations, warmUpMs, windowMs, reps }: Options): Promise<void> => {
  const nodeVersion = chosen.some(({ dialect }) => dialect === 'socketio')
    ? (await runProcess([node(), '--version'], { cwd: inRepository('') })).trim()
    : '-'
  print(
    `Bun ${Bun.version}, Node ${nodeVersion}; ${reps} interleaved repetitions of ${windowMs / 1000} s after ${warmUpMs / 1000} s of the same load`,
    `C = ${conversations.join(', ')} conversations, each one visitor with one 200-byte message in flight; one admin socket in all rooms`,
    ...chosen.map(({ name, title }) => `${name.padStart(4)}  ${title}`),
    '',
  )
}

/** Server after server inside each repetition, each time from another one on, so that none has the better place. */
const rotate = <T>(items: T[], by: number): T[] => {
  const start = by % Math.max(1, items.length)
  return [...items.slice(start), ...items.slice(0, start)]
}

const measureAll = async (chosen: Candidate[], { conversations, reps, only, ...load }: Options) => {
  const all: Series[] = conversations.flatMap((count) =>
    chosen.map(({ name }) => ({ name, conversations: count, results: [] })),
  )
  const bare = createBareCommits()
  for (let repetition = 0; repetition < reps; repetition += 1) {
    if (only.includes('bare')) await bare.repeat()
    for (const count of conversations)
      for (const candidate of rotate(chosen, repetition)) {
        const series = all.find((one) => one.name === candidate.name && one.conversations === count)
        series?.results.push(await measure(candidate, { ...load, conversations: count }))
      }
  }
  return { all, bare }
}

const faultsOf = (all: Series[]): string[] =>
  all.flatMap(({ name, conversations, results }) =>
    results.flatMap(({ faults, faultCount }) =>
      faultCount === 0
        ? []
        : [`${name} at C=${conversations}: ${faultCount} faults`, ...faults.map((fault) => `  ${fault}`)],
    ),
  )

const quietBelowPercent = 25

/** One line where other programs took so much of the machine that the figures are not to be trusted. */
const noiseOf = (all: Series[]): string[] => {
  const foreign = all.flatMap((series) => figuresOf(series).foreignPercent)
  const loud = foreign.filter((percent) => percent > quietBelowPercent).length
  return loud === 0
    ? []
    : [`other programs took over ${quietBelowPercent} % of a core in ${loud} of ${foreign.length} windows`]
}

const run = async (): Promise<boolean> => {
  const options = parseOptions(process.argv.slice(2))
  const chosen = candidates.filter(({ name }) => options.only.includes(name))
  await prepare(chosen, options)
  if (chosen.length > 0) await describe(chosen, options)
  const { all, bare } = await measureAll(chosen, options)
  if (all.length > 0) print(...toTable(all), '', ...noiseOf(all))
  if (options.only.includes('bare')) print('bare bun:sqlite, synchronous=FULL', ...bare.lines(), '')
  const faults = faultsOf(all)
  if (all.length > 0)
    print(
      faults.length === 0
        ? 'every ack came, every message came through and was stored exactly once'
        : faults.join('\n'),
    )
  const others = await measureParts(options)
  const { lines, failed } = judge(all)
  print('', 'Gates', ...lines, ...others.flatMap(({ gates }) => gates))
  return faults.length === 0 && !failed && !others.some((part) => part.failed)
}

/** What is measured besides messages, each once; printed as soon as it is there. */
const measureParts = async ({ only, sockets }: Options): Promise<Part[]> => {
  const parts: Record<string, () => Promise<Part>> = {
    search: measureSearch,
    push: measurePush,
    media: measureMedia,
    calls: measureCalls,
    idle: () => measureIdle(sockets),
    cold: measureCold,
  }
  const measured: Part[] = []
  for (const name of only) {
    const part = await parts[name]?.()
    if (part) print('', ...part.lines)
    if (part) measured.push(part)
  }
  return measured
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    cleanUp()
    process.exit(130)
  })

let passed = false
try {
  passed = await run()
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
} finally {
  cleanUp()
}
process.exit(passed ? 0 : 1)
