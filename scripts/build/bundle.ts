import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, extname, join, relative, sep } from 'node:path'
import { build, type Message, type Metafile, type OutputFile, stop } from 'esbuild'

export type Bundle = {
  /** URL path → bytes. */
  files: Map<string, Uint8Array>
  /** The URL path of an entry, named relative to the client folder. */
  builtPathOf: (source: string) => string
  /** The URL paths of everything that an entry's script imports statically, itself left out. */
  staticImportsOf: (source: string) => string[]
}

const urlDir = '/assets/'
// The oldest browsers that a visitor of 2023 could have.
const target = ['es2022', 'chrome111', 'firefox115', 'safari16.4']

const staticImports = (outputs: Metafile['outputs'], key: string, seen = new Set<string>()): Set<string> => {
  for (const { path, kind } of outputs[key]?.imports ?? []) {
    if (kind !== 'import-statement' || seen.has(path)) continue
    seen.add(path)
    staticImports(outputs, path, seen)
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
  return {
    files: new Map(outputFiles.map(({ path, contents }) => [urlOf(clientDir, path), contents])),
    builtPathOf: (source) => `/${keyOf(source)}`,
    staticImportsOf: (source) => [...staticImports(outputs, keyOf(source))].map((key) => `/${key.replace(/^\//, '')}`),
  }
}

const describe = ({ location, text }: Message): string =>
  location ? `${location.file}:${location.line}: ${text}` : text

/** Scripts and styles, split and named by their content. Minified builds carry no source maps. Refuses what esbuild warns of. */
export const bundle = async (clientDir: string, entries: readonly string[], minify: boolean): Promise<Bundle> => {
  try {
    const { outputFiles, metafile, warnings } = await run(clientDir, entries, minify)
    if (warnings.length > 0) throw new Error(warnings.map(describe).join('\n'))
    return bundleOf(clientDir, outputFiles, metafile)
  } finally {
    await stop()
  }
}

/** A file that a page names itself, under a name with the hash of its content. */
export const hashedAsset = (clientDir: string, ref: string): [path: string, bytes: Uint8Array] => {
  const bytes = readFileSync(join(clientDir, ref))
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8).toUpperCase()
  const extension = extname(ref)
  return [`${urlDir}${basename(ref, extension)}-${hash}${extension}`, bytes]
}
