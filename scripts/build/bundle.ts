import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, extname, join, relative, sep } from 'node:path'
import { build, type Message, type Metafile, type OutputFile } from 'esbuild'

export type Bundle = {
  /** URL path → bytes. */
  files: Map<string, Uint8Array>
  /** The URL path of an entry, named relative to the client folder. */
  builtPathOf: (source: string) => string
  /** The URL paths of everything that an entry's script imports statically, itself left out. */
  staticImportsOf: (source: string) => string[]
  /** The URL paths of everything that an entry may ever load, itself included. */
  reachOf: (source: string) => string[]
}

const urlDir = '/assets/'
// The oldest browsers that a visitor of 2023 could have.
export const target = ['es2022', 'chrome111', 'firefox115', 'safari16.4']

type Follows = (kind: Metafile['outputs'][string]['imports'][number]['kind']) => boolean

const importsOf = (outputs: Metafile['outputs'], key: string, follows: Follows, seen = new Set<string>()) => {
  for (const { path, kind } of outputs[key]?.imports ?? []) {
    if (!follows(kind) || seen.has(path)) continue
    seen.add(path)
    importsOf(outputs, path, follows, seen)
  }
  return seen
}

const run = (clientDir: string, entryPoints: readonly string[], minify: boolean) =>
  build({
    absWorkingDir: clientDir,
    entryPoints: entryPoints.map((entry) => `./${entry}`),
    outdir: join(clientDir, 'assets'),
    bundle: true,
    splitting: true,
    format: 'esm',
    target,
    minify,
    sourcemap: minify ? false : 'linked',
    legalComments: 'none',
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: urlDir,
    loader: { '.svg': 'file', '.png': 'file', '.webp': 'file', '.woff2': 'file', '.mp3': 'file' },
    metafile: true,
    write: false,
    logLevel: 'silent',
  })

const urlOf = (clientDir: string, path: string): string => `/${relative(clientDir, path).split(sep).join('/')}`

const bundleOf = (clientDir: string, outputFiles: readonly OutputFile[], { outputs }: Metafile): Bundle => {
  const keyOf = (source: string): string => {
    const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source)
    if (!found) throw new Error(`${source} was not built`)
    return found[0]
  }
  const rooted = (keys: Iterable<string>): string[] => [...keys].map((key) => `/${key.replace(/^\//, '')}`)
  return {
    files: new Map(outputFiles.map(({ path, contents }) => [urlOf(clientDir, path), contents])),
    builtPathOf: (source) => `/${keyOf(source)}`,
    staticImportsOf: (source) => rooted(importsOf(outputs, keyOf(source), (kind) => kind === 'import-statement')),
    reachOf: (source) => rooted([keyOf(source), ...importsOf(outputs, keyOf(source), () => true)]),
  }
}

const describe = ({ location, text }: Message): string =>
  location ? `${location.file}:${location.line}: ${text}` : text

/** Refuses what esbuild warns of. */
export const refuseWarnings = (warnings: readonly Message[]): void => {
  if (warnings.length > 0) throw new Error(warnings.map(describe).join('\n'))
}

/** Scripts and styles, split and named by their content. Minified builds carry no source maps. */
export const bundle = async (clientDir: string, entries: readonly string[], minify: boolean): Promise<Bundle> => {
  const { outputFiles, metafile, warnings } = await run(clientDir, entries, minify)
  refuseWarnings(warnings)
  return bundleOf(clientDir, outputFiles, metafile)
}

/** A file that a page names itself, under a name with the hash of its content. */
export const hashedAsset = (clientDir: string, ref: string): [path: string, bytes: Uint8Array] => {
  const bytes = readFileSync(join(clientDir, ref))
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8).toUpperCase()
  const extension = extname(ref)
  return [`${urlDir}${basename(ref, extension)}-${hash}${extension}`, bytes]
}
