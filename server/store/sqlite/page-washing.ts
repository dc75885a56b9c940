import type { Database } from 'bun:sqlite'
import { closeSync, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import { gapOf } from './page-gap.ts'

export type PageWashing = {
  /** Washes some pages, after the last one beginning anew; `held`, or a fault, where the file cannot be touched now. */
  step: () => 'more' | 'over' | 'held'
  close: () => void
}

const pagesAtOnce = 128
const mostPages = 2 ** 24

/**
 * Where SQLite splits or joins pages it leaves copies of the rows that it moved behind, in the gap of the page, and even
 * with `secure_delete` these outlive the deletion of their row. Nothing but VACUUM removes them, and that writes the whole
 * file anew. This overwrites the gaps in the file itself. SQLite never reads a gap, so what has to be kept from happening
 * is only that a page changes between being read and being written here: the log is empty and the write lock held, so
 * there is nothing that anybody, in whatever process, could play into the file.
 */
export const createPageWashing = (database: Database, path: string): PageWashing => {
  // Kept open: to close any descriptor of the file would drop the locks that SQLite has on it in this process.
  const file = openSync(path, 'r+')
  const { page_size: pageBytes = 4096 } = database.query<{ page_size: number }, []>('PRAGMA page_size').get() ?? {}
  const pages = Buffer.alloc(pagesAtOnce * pageBytes)
  const zeros = Buffer.alloc(pageBytes)
  // The first page has the schema, no text of anybody.
  let next = 1
  let isWashed = false

  const step: PageWashing['step'] = () => {
    database.run('BEGIN IMMEDIATE')
    try {
      return isLogEmpty(path) ? washSome() : 'held'
    } finally {
      database.run('ROLLBACK')
    }
  }

  const washSome = (): 'more' | 'over' => {
    const inAll = fstatSync(file).size / pageBytes
    const end = Math.min(next + pagesAtOnce, inAll)
    if (inAll >= mostPages || end <= next) return finish()
    readSync(file, pages, 0, (end - next) * pageBytes, next * pageBytes)
    let washed = 0
    for (let at = 0; at < end - next; at++)
      washed += washPage(next + at, pages.subarray(at * pageBytes, (at + 1) * pageBytes))
    // What SQLite remembers of these pages would go back into the file with their next change.
    if (washed > 0) database.run('PRAGMA shrink_memory')
    isWashed ||= washed > 0
    next = end
    return end === inAll ? finish() : 'more'
  }

  const washPage = (number: number, page: Buffer): number => {
    const gap = gapOf(page)
    if (!gap || page.subarray(gap.from, gap.to).equals(zeros.subarray(0, gap.to - gap.from))) return 0
    writeSync(file, zeros, 0, gap.to - gap.from, number * pageBytes + gap.from)
    return 1
  }

  const finish = (): 'over' => {
    if (isWashed) fsyncSync(file)
    next = 1
    isWashed = false
    return 'over'
  }

  return { step, close: () => closeSync(file) }
}

const isLogEmpty = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0
