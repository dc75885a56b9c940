import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { scratchDir } from './scratch.ts'

/** What a server that is killed now leaves on disk. */
export const copyAsIs = (path: string): string => {
  const copy = join(scratchDir(), 'data.sqlite3')
  for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix)
  return copy
}
