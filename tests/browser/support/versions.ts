import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../../..')
const bun = process.env.BUN_PATH ?? 'bun'

const builder = `
import { buildClient } from ${JSON.stringify(join(root, 'scripts/build.ts'))}
const [clientDir, outDir] = process.argv.slice(1)
await buildClient({ clientDir, outDir })
`

type Change = readonly [file: string, from: string, to: string]

export type Versions = {
  /** A checkout of its own with these changes, and its client built. Returns where it lies. */
  make: (name: string, changes: readonly Change[]) => Promise<string>
  end: () => Promise<void>
}

const change = async (checkout: string, [file, from, to]: Change): Promise<void> => {
  const path = join(checkout, file)
  const text = await readFile(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  await writeFile(path, text.replace(from, to))
}

/** Other versions of the product, as real as this one. */
export const makeVersions = async (): Promise<Versions> => {
  const folder = await mkdtemp(join(tmpdir(), 'konusma-versions-'))
  const make: Versions['make'] = async (name, changes) => {
    const checkout = join(folder, name)
    await mkdir(checkout)
    for (const part of ['client', 'server', 'package.json', 'tsconfig.json'])
      await cp(join(root, part), join(checkout, part), { recursive: true })
    await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'))
    for (const one of changes) await change(checkout, one)
    await promisify(execFile)(bun, ['-e', builder, join(checkout, 'client'), join(checkout, 'dist/public')])
    return checkout
  }
  return { make, end: () => rm(folder, { recursive: true, force: true }) }
}

/** The addresses of the files of a version's client that are named by their content, what only developers ask for left out. */
export const assetsOf = async (checkout: string): Promise<string[]> => {
  const { files } = JSON.parse(await readFile(join(checkout, 'dist/public/manifest.json'), 'utf8'))
  return files.map(({ path }: { path: string }) => path).filter((path: string) => /^\/assets\/.*(?<!\.map)$/.test(path))
}
