import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'

/** What stands in a file that is written once; null where there is none, or nothing in it. */
export const readKept = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim() || null
  } catch (fault) {
    if (isFault(fault, 'ENOENT')) return null
    throw fault
  }
}

/**
 * Keeps a text for this user alone and returns what stands there then. Written whole and synced under another name, then
 * linked: of two processes that start at once one text stays, and what was there before is never overwritten.
 */
export const keepOnce = (path: string, text: string): string => {
  const draft = `${path}.${process.pid}`
  const file = openSync(draft, 'w', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(draft, path)
  } catch (fault) {
    if (!isFault(fault, 'EEXIST')) throw fault
  } finally {
    rmSync(draft, { force: true })
  }
  const kept = readKept(path)
  if (kept === null) throw new Error(`${path} cannot be read`)
  return kept
}

const isFault = (fault: unknown, code: string): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === code
