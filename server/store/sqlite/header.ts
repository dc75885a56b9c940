import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { migrations } from './migrations.ts'
import { StartFault } from './start-fault.ts'

/** "KONU", at byte 68 of the file: https://www.sqlite.org/fileformat.html section 1.3 */
export const applicationId = 0x4b4f4e55

/**
 * Whether a database of ours stands at `path`. It is read as bytes, before SQLite opens it, since opening alone already
 * makes files beside it. Throws a {@link StartFault} for a file that is not ours, or that a newer version wrote.
 */
export const isOurDatabase = (path: string): boolean => {
  if (!statSync(path, { throwIfNoEntry: false })) return false
  const header = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    readSync(file, header, 0, header.length, 0)
  } finally {
    closeSync(file)
  }
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0' || header.readUInt32BE(68) !== applicationId)
    throw new StartFault(`${path} is not a database of this program; it was left as it is`)
  refuseNewer(path, header.readUInt32BE(60))
  return true
}

/** `version` is the schema's: how many steps of the migrations were taken. */
export const refuseNewer = (path: string, version: number): void => {
  if (version > migrations.length)
    throw new StartFault(`${path} was written by a newer version of this program; it was left as it is`)
}
