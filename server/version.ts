import { readFileSync } from 'node:fs'
import { join } from 'node:path'

declare const BUILD_VERSION: string | undefined

const fromPackage = (): string => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dir, '../package.json'), 'utf8'))
  return String(version)
}

/** Written into the single binary when it is made; in a checkout that of package.json. */
export const version: string = typeof BUILD_VERSION === 'undefined' ? fromPackage() : BUILD_VERSION
