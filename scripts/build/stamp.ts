import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const filesUnder = (path: string): string[] => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return []
  if (stat.isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

/** One hash over the names and bytes of all files in `paths`; a path may be a file, a folder, or absent. */
export const stampOf = (paths: readonly string[], ...options: readonly unknown[]): string => {
  const hash = createHash('sha256').update(JSON.stringify(options))
  for (const file of paths.flatMap(filesUnder)) hash.update(`\0${file}\0`).update(readFileSync(file))
  return hash.digest('base64url')
}
