import { lstat, readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { isHashedName, isStillWanted } from '#server/domain/kept-asset'
import { assetTypes } from './asset-types.ts'
import type { ClientFile } from './client-files.ts'

/** The file that an earlier build served at this path; null where there is none any more. */
export type FindKept = (path: string) => Promise<ClientFile | null>

const urlDir = '/assets/'

/**
 * Looks for what earlier builds served in the folder where they were kept. Only names that stood in the folder when it
 * was first asked for are served, and of them plain files: nobody outside can name anything else on this disk.
 */
export const createFindKept = (folder: string, clock: () => number): FindKept => {
  let names: Promise<ReadonlySet<string>> | null = null

  const find = async (name: string): Promise<ClientFile | null> => {
    names ??= namesIn(folder)
    if (!(await names).has(name)) return null
    const file = join(folder, name)
    const stat = await lstat(file)
    if (!stat.isFile() || !isStillWanted(stat.mtimeMs, clock())) return null
    return keptFile(name, new Uint8Array(await readFile(file)))
  }

  return async (path) => {
    const name = path.startsWith(urlDir) ? path.slice(urlDir.length) : ''
    // Taken away in between, or not to be read: as good as absent.
    return isHashedName(name) ? find(name).catch(() => null) : null
  }
}

const namesIn = async (folder: string): Promise<ReadonlySet<string>> =>
  new Set((await readdir(folder).catch(() => [])).filter(isHashedName))

const keptFile = (name: string, body: Uint8Array<ArrayBuffer>): ClientFile => ({
  type: assetTypes[extname(name)] ?? 'application/octet-stream',
  // The name says what is in it.
  etag: `"${name}"`,
  isImmutable: true,
  body,
  br: null,
  gzip: null,
})
