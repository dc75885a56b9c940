import { lstat, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { isHashedName, isStillWanted, listOfKept, namesInList } from '#server/domain/kept-asset'
import { assetTypes } from './asset-types.ts'
import type { ClientFile } from './client-files.ts'

/** The file that an earlier build served at this path; null where there is none any more. */
export type FindKept = (path: string) => Promise<ClientFile | null>

const urlDir = '/assets/'

/**
 * Looks for what earlier builds served in the folder where they were kept. Only what was listed there when it was first
 * read is served, and of that plain files: nobody outside can name anything else on this disk.
 */
export const createFindKept = (folder: string, clock: () => number): FindKept => {
  let names: Promise<ReadonlySet<string>> | null = null

  const find = async (name: string): Promise<ClientFile | null> => {
    names ??= namesIn(folder)
    if (!(await names.catch(forget)).has(name)) return null
    const file = join(folder, name)
    const stat = await lstat(file)
    if (!stat.isFile() || !isStillWanted(stat.mtimeMs, clock())) return null
    return keptFile(name, new Uint8Array(await readFile(file)))
  }

  /** A disk that could not be read may be read the next time. */
  const forget = (fault: unknown): never => {
    names = null
    throw fault
  }

  return async (path) => {
    const name = path.startsWith(urlDir) ? path.slice(urlDir.length) : ''
    // Taken away in between, or not to be read: as good as absent.
    return isHashedName(name) ? find(name).catch(() => null) : null
  }
}

const namesIn = async (folder: string): Promise<ReadonlySet<string>> =>
  namesInList(await readFile(join(folder, listOfKept), 'utf8'))

const keptFile = (name: string, body: Uint8Array<ArrayBuffer>): ClientFile => ({
  type: assetTypes[extname(name)] ?? 'application/octet-stream',
  // The name says what is in it.
  etag: `"${name}"`,
  isImmutable: true,
  body,
  br: null,
  gzip: null,
})
