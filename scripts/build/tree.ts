import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { BuiltFile, Draft } from './built-file.ts'

/** What lies in `outDir/manifest.json`; the server serves what is listed and nothing else. */
export type Manifest = { version: 1; stamp: string; files: BuiltFile[] }

/** The stamp of a finished tree; undefined where there is none. */
export const builtStamp = (outDir: string): string | undefined => {
  try {
    const manifest: Partial<Manifest> = JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8'))
    return manifest.stamp
  } catch {
    return undefined
  }
}

const write = (dir: string, path: string, bytes: Uint8Array | string): void => {
  const file = join(dir, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}

const writeDraft = (dir: string, { listed, bytes, br, gzip }: Draft): void => {
  write(dir, listed.path, bytes)
  if (br) write(dir, `${listed.path}.br`, br)
  if (gzip) write(dir, `${listed.path}.gz`, gzip)
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const placeBeside = (outDir: string, what: string): string =>
  join(dirname(outDir), `.${basename(outDir)}-${what}-${process.pid}`)

const dropLeftovers = (outDir: string): void => {
  const parent = dirname(outDir)
  const isLeftover = (name: string): boolean =>
    name.startsWith(`.${basename(outDir)}-`) && !isAlive(Number(name.split('-').at(-1)))
  for (const name of readdirSync(parent).filter(isLeftover))
    rmSync(join(parent, name), { recursive: true, force: true })
}

/** Written beside its place and moved there whole: a build that is killed leaves the old tree or none, never half of one. */
export const writeTree = (outDir: string, drafts: readonly Draft[], stamp: string): void => {
  const [fresh, old] = [placeBeside(outDir, 'new'), placeBeside(outDir, 'old')]
  const manifest: Manifest = { version: 1, stamp, files: drafts.map(({ listed }) => listed) }
  mkdirSync(outDir, { recursive: true })
  dropLeftovers(outDir)
  rmSync(fresh, { recursive: true, force: true })
  for (const draft of drafts) writeDraft(fresh, draft)
  write(fresh, 'manifest.json', `${JSON.stringify(manifest, null, 1)}\n`)
  renameSync(outDir, old)
  renameSync(fresh, outDir)
  rmSync(old, { recursive: true })
}
