import { type Draft, draft } from '#scripts/build/built-file'
import { type Bundle, bundle, hashedAsset } from '#scripts/build/bundle'
import { checkFirstLoad, describeFirstLoad, type FirstLoad, firstLoadOf } from '#scripts/build/first-load'
import { type BuildOptions, isBuilt, planBuild } from '#scripts/build/inputs'
import { type Page, readPages, rewritePage } from '#scripts/build/pages'
import { writeTree } from '#scripts/build/tree'

export type BuildResult = { built: false } | { built: true; firstLoad: FirstLoad }

const utf8 = new TextEncoder()
const each = (pages: readonly Page[], kind: keyof Page['refs']): string[] => [
  ...new Set(pages.flatMap((page) => page.refs[kind])),
]

const pageDrafts = (pages: readonly Page[], bundled: Bundle, assets: ReadonlyMap<string, string>): Draft[] =>
  pages.map((page) => {
    const preloads = new Set(page.refs.scripts.flatMap(bundled.staticImportsOf))
    const html = rewritePage(page, (ref) => assets.get(ref) ?? bundled.builtPathOf(ref), [...preloads])
    return draft(`/${page.name}`, utf8.encode(html), { immutable: false })
  })

const draftTree = (clientDir: string, pages: readonly Page[], bundled: Bundle): Draft[] => {
  const others = each(pages, 'others').map((ref) => [ref, ...hashedAsset(clientDir, ref)] as const)
  const hashed = [...bundled.files, ...others.map(([, path, bytes]) => [path, bytes] as const)]
  const assets = new Map(others.map(([ref, path]) => [ref, path]))
  return [
    ...pageDrafts(pages, bundled, assets),
    ...hashed.map(([path, bytes]) => draft(path, bytes, { immutable: true })),
  ]
}

/**
 * Builds the pages of the client folder and all that they refer to into `outDir`, unless that already holds the outcome.
 * Refuses a reference to nothing, and a minified build whose first load is above the budget; then the old tree stays.
 */
export const buildClient = async (options: BuildOptions = {}): Promise<BuildResult> => {
  const plan = planBuild(options)
  if (isBuilt(plan)) return { built: false }
  const pages = readPages(plan.clientDir, plan.alsoLoad)
  const bundled = await bundle(plan.clientDir, [...each(pages, 'scripts'), ...each(pages, 'styles')], plan.minify)
  const drafts = draftTree(plan.clientDir, pages, bundled)
  const firstLoad = firstLoadOf(pages, bundled, drafts)
  if (plan.minify) checkFirstLoad(firstLoad)
  writeTree(plan.outDir, drafts, plan.stamp)
  return { built: true, firstLoad }
}

if (import.meta.main) {
  try {
    const result = await buildClient()
    console.log(result.built ? `client built: ${describeFirstLoad(result.firstLoad)}` : 'client: nothing to build')
  } catch (fault) {
    console.error(`client not built: ${fault instanceof Error ? fault.message : fault}`)
    process.exitCode = 1
  }
}
