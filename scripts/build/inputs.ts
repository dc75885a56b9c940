import { inRoot } from '#scripts/root'
import { stampOf } from './stamp.ts'
import { builtStamp } from './tree.ts'

export type BuildOptions = {
  /** Minified builds have no source maps and must keep within the first load's budget. */
  minify?: boolean
  outDir?: string
  clientDir?: string
  /** A script, relative to the client folder, that every page loads besides its own. */
  alsoLoad?: string
}

export type BuildPlan = Required<BuildOptions> & {
  /** Changes whenever the outcome would. */
  stamp: string
}

const sources = [
  'server/protocol',
  'server/http/asset-types.ts',
  'sw',
  'scripts/build',
  'scripts/build.ts',
  'package.json',
  'bun.lock',
]

export const planBuild = (options: BuildOptions = {}): BuildPlan => {
  const plan = { minify: true, outDir: inRoot('dist/public'), clientDir: inRoot('client'), alsoLoad: '', ...options }
  const inputs = [plan.clientDir, ...sources.map((path) => inRoot(path))]
  return { ...plan, stamp: stampOf(inputs, plan.minify, plan.alsoLoad) }
}

export const isBuilt = ({ outDir, stamp }: BuildPlan): boolean => builtStamp(outDir) === stamp
