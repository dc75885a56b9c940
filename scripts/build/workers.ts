import { basename } from 'node:path'
import { build } from 'esbuild'
import { root } from '#scripts/root'
import { brotli, type Draft, draft } from './built-file.ts'
import { type Bundle, refuseWarnings, target } from './bundle.ts'
import type { Page } from './pages.ts'
import { withPrecache } from './precache.ts'

/** The apps with a service worker: its source, its address, and the page that it keeps, as built and as asked for. */
export const workers = [
  { source: 'visitor.ts', path: '/sw.js', page: 'index.html', address: '/' },
  { source: 'admin.ts', path: '/admin-sw.js', page: 'admin.html', address: '/admin' },
] as const

/** Served in place of both, where the workers are switched off. */
const farewell = { source: 'farewell.ts', path: '/farewell-sw.js' } as const

export const workerBudgetBytes = 20 * 1024

/** What a worker weighs on its way to a browser. */
export type WorkerLoad = { path: string; bytes: number }

/** The bare workers by the name of their source: one classic script each, still without the list of what they keep. */
export const bundleWorkers = async (minify: boolean): Promise<ReadonlyMap<string, string>> => {
  const { outputFiles, warnings } = await build({
    absWorkingDir: root,
    entryPoints: [...workers, farewell].map(({ source }) => `./sw/${source}`),
    outdir: 'sw',
    bundle: true,
    format: 'iife',
    target,
    minify,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'silent',
  })
  refuseWarnings(warnings)
  return new Map(outputFiles.map(({ path, text }) => [basename(path).replace(/\.js$/, '.ts'), text]))
}

const scriptOf = (bare: ReadonlyMap<string, string>, source: string): string => {
  const script = bare.get(source)
  if (script === undefined) throw new Error(`sw/${source} was not built`)
  return script
}

// A PNG of a page is for the home screen, which asks for it once and while there is a net.
const isKept = (path: string): boolean => !path.endsWith('.png')

const keptBy = (page: Page, bundled: Bundle, assets: ReadonlyMap<string, string>): string[] => [
  ...new Set([
    ...[...page.refs.scripts, ...page.refs.styles, ...page.refs.lateStyles].flatMap(bundled.reachOf),
    ...page.refs.others.map((ref) => assets.get(ref) ?? '').filter(isKept),
  ]),
]

const utf8 = new TextEncoder()

type Given = { bare: ReadonlyMap<string, string>; pages: readonly Page[]; bundled: Bundle; drafts: readonly Draft[] }

/** The worker of each app whose page there is, with the list of what it keeps, and the one that takes them away. */
export const workerDrafts = async (
  { bare, pages, bundled, drafts }: Given,
  assets: ReadonlyMap<string, string>,
): Promise<Draft[]> => {
  const made = workers.map(async ({ source, path, page: name, address }) => {
    const page = pages.find((one) => one.name === name)
    if (!page) return []
    const kept = keptBy(page, bundled, assets)
    const files = drafts.filter(({ listed }) => kept.includes(listed.path))
    const script = await withPrecache(scriptOf(bare, source), address, files)
    return [draft(path, utf8.encode(script), { immutable: false, filled: true })]
  })
  const last = draft(farewell.path, utf8.encode(scriptOf(bare, farewell.source)), { immutable: false })
  return [...(await Promise.all(made)).flat(), last]
}

export const workerLoads = (drafts: readonly Draft[]): WorkerLoad[] =>
  drafts.map(({ listed: { path }, bytes, br }) => ({ path, bytes: (br ?? brotli(bytes)).byteLength }))

const kib = (bytes: number): string => (bytes / 1024).toFixed(1)

export const describeWorkers = (loads: readonly WorkerLoad[]): string =>
  `service workers, each of ${kib(workerBudgetBytes)} KiB brotli: ` +
  loads.map(({ path, bytes }) => `${path.slice(1)} ${kib(bytes)}`).join(', ')

/** Refuses a worker above the budget. */
export const checkWorkers = (loads: readonly WorkerLoad[]): void => {
  if (loads.some(({ bytes }) => bytes > workerBudgetBytes)) throw new Error(`too heavy: ${describeWorkers(loads)}`)
}
