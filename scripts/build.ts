import { stop } from 'esbuild'
import { type Draft, draft } from '#scripts/build/built-file'
import { type Bundle, bundle, hashedAsset } from '#scripts/build/bundle'
import { checkFirstLoad, describeFirstLoad, type FirstLoad, firstLoadOf } from '#scripts/build/first-load'
import { type BuildOptions, type BuildPlan, isBuilt, planBuild } from '#scripts/build/inputs'
import { type Page, readPages, rewritePage } from '#scripts/build/pages'
import { writeTree } from '#scripts/build/tree'
import { webManifestDrafts } from '#scripts/build/web-manifests'
import {
  bundleWorkers,
  checkWorkers,
  describeWorkers,
  type WorkerLoad,
  workerDrafts,
  workerLoads,
} from '#scripts/build/workers'

/** `workers` is empty where the build is not minified. */
export type BuildResult = { built: false } | { built: true; firstLoad: FirstLoad; workers: readonly WorkerLoad[] }

const utf8 = new TextEncoder()
const each = (pages: readonly Page[], kind: keyof Page['refs']): string[] => [
  ...new Set(pages.flatMap((page) => page.refs[kind])),
]

const pageDrafts = (pages: readonly Page[], bundled: Bundle, assets: ReadonlyMap<string, string>): Draft[] =>
  pages.map((page) => {
    const preloads = new Set(page.refs.scripts.flatMap(bundled.staticImportsOf))
    const html = rewritePage(page, (ref) => assets.get(ref) ?? bundled.builtPathOf(ref), [...preloads])
    return draft(`/${page.name}`, utf8.encode(html), { immutable: false, filled: true })
  })

type Parts = { pages: readonly Page[]; bundled: Bundle; workers: ReadonlyMap<string, string> }

const bundleAll = async ({ clientDir, alsoLoad, minify }: BuildPlan): Promise<Parts> => {
  const pages = readPages(clientDir, alsoLoad)
  try {
    const entries = (['scripts', 'styles', 'lateStyles'] as const).flatMap((kind) => each(pages, kind))
    const [bundled, workers] = await Promise.all([bundle(clientDir, entries, minify), bundleWorkers(minify)])
    return { pages, bundled, workers }
  } finally {
    await stop()
  }
}

const draftTree = async (clientDir: string, { pages, bundled, workers }: Parts) => {
  const others = each(pages, 'others').map((ref) => [ref, ...hashedAsset(clientDir, ref)] as const)
  const hashed = [...bundled.files, ...others.map(([, path, bytes]) => [path, bytes] as const)]
  const assets = new Map(others.map(([ref, path]) => [ref, path]))
  const drafts = [
    ...pageDrafts(pages, bundled, assets),
    ...hashed.map(([path, bytes]) => draft(path, bytes, { immutable: true })),
  ]
  const ofWorkers = await workerDrafts({ bare: workers, pages, bundled, drafts }, assets)
  return { drafts: [...drafts, ...webManifestDrafts(clientDir), ...ofWorkers], ofWorkers }
}

/**
 * Builds the pages of the client folder and all that they refer to into `outDir`, with their manifests and service
 * workers, unless that already holds the outcome. Refuses a reference to nothing, and a minified build whose first load
 * or one of whose workers is above its budget; then the old tree stays.
 */
export const buildClient = async (options: BuildOptions = {}): Promise<BuildResult> => {
  const plan = planBuild(options)
  if (isBuilt(plan)) return { built: false }
  const parts = await bundleAll(plan)
  const { drafts, ofWorkers } = await draftTree(plan.clientDir, parts)
  const firstLoad = firstLoadOf(parts.pages, parts.bundled, drafts)
  // Plain ones weigh so much that weighing them would be half of the build.
  const workers = plan.minify ? workerLoads(ofWorkers) : []
  if (plan.minify) checkFirstLoad(firstLoad)
  checkWorkers(workers)
  writeTree(plan.outDir, drafts, plan.stamp)
  return { built: true, firstLoad, workers }
}

const describeBuild = (result: BuildResult): string =>
  result.built
    ? `client built: ${describeFirstLoad(result.firstLoad)}\n${describeWorkers(result.workers)}`
    : 'client: nothing to build'

if (import.meta.main) {
  try {
    console.log(describeBuild(await buildClient()))
  } catch (fault) {
    console.error(`client not built: ${fault instanceof Error ? fault.message : fault}`)
    process.exitCode = 1
  }
}
