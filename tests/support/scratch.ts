import { Database } from 'bun:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterwards } from './cleanup.ts'

/** An empty folder that is gone after the test. */
export const scratchDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'konusma-test-'))
  afterwards(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export type ScratchDatabase = { dir: string; path: string; url: string; open: () => Database }

/** Where a server may keep its database; `open` looks into it beside the server, as an operator would. */
export const scratchDatabase = (): ScratchDatabase => {
  const dir = scratchDir()
  const path = join(dir, 'data.sqlite3')
  const open = (): Database => {
    const database = new Database(path, { readwrite: true, create: false, strict: true })
    afterwards(() => database.close())
    return database
  }
  return { dir, path, url: `sqlite:///${path}`, open }
}
