import type { Database } from 'bun:sqlite'
import { createPageWashing } from './page-washing.ts'

const scrubAfterMs = 500
// Of the time that passes, no more than a tenth goes into washing.
const pause = { leastMs: 4, timesTheWork: 9 }

/**
 * Once something was deleted or edited, the log still holds the pages as they were, and the file may hold copies of moved
 * rows. Shortly after, and as often as another reader makes it wait, the log is played into the file and cut to nothing,
 * then the file is washed, a few pages at a time.
 */
export const startScrubbing = (database: Database, path: string) => {
  const checkpoint = database.prepare<{ busy: number }, []>('PRAGMA wal_checkpoint(TRUNCATE)')
  const washing = path === ':memory:' ? null : createPageWashing(database, path)
  let timer: Timer | null = null
  let isUnderWay = false
  let isAsked = false

  const scrub = (): void => {
    isAsked = true
    if (!timer) goOnIn(scrubAfterMs)
  }

  const goOnIn = (ms: number): void => {
    timer = setTimeout(goOn, ms)
    timer.unref()
  }

  const goOn = (): void => {
    timer = null
    if (!isUnderWay) isAsked = false
    const startedAt = performance.now()
    const state = washOnce()
    const tookMs = performance.now() - startedAt
    isUnderWay = state !== 'over'
    // What was deleted while it went on may lie in pages that were washed before.
    if (state === 'more') goOnIn(Math.max(pause.leastMs, pause.timesTheWork * tookMs))
    else if (isUnderWay || isAsked) goOnIn(scrubAfterMs)
  }

  // Where the disk refuses, a later time tries again.
  const washOnce = (): 'more' | 'over' | 'held' => {
    // A reader in another process would hold up everybody here for as long as the usual patience.
    database.run('PRAGMA busy_timeout = 0')
    try {
      return checkpoint.get()?.busy === 0 ? (washing?.step() ?? 'over') : 'held'
    } catch {
      return 'held'
    } finally {
      database.run('PRAGMA busy_timeout = 5000')
    }
  }

  /** Once the database is closed: until then there may be more to scrub. */
  const stop = (): void => {
    if (timer) clearTimeout(timer)
    washing?.close()
  }

  return { scrub, stop }
}
