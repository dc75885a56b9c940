import type { Database } from 'bun:sqlite'
import { createLogRoom } from './log-room.ts'
import { createPageWashing } from './page-washing.ts'

const scrubAfterMs = 500
// Longer than whoever tidies up pauses between two deletions, each of which cuts the log to nothing again.
const roomAfterMs = 10_000
// Of the time that passes, no more than a tenth goes into washing.
const pause = { leastMs: 4, timesTheWork: 9 }

type Step = 'more' | 'over' | 'held'

/**
 * Once something was deleted or edited, the log still holds the pages as they were, and the file may hold copies of moved
 * rows. Shortly after, and as often as another reader makes it wait, the log is played into the file and cut to nothing,
 * then the file is washed, a few pages at a time. In the quiet that follows the log gets its room again.
 */
export const startScrubbing = (database: Database, path: string) => {
  const checkpoint = database.prepare<{ busy: number }, []>('PRAGMA wal_checkpoint(TRUNCATE)')
  const washing = path === ':memory:' ? null : createPageWashing(database, path)
  const room = path === ':memory:' ? null : createLogRoom(database, path)
  let timer: Timer | null = null
  let isUnderWay = false
  let isAsked = false
  let isFirst = true

  const scrub = (): void => {
    if (!isAsked && !isUnderWay) goOnIn(scrubAfterMs, wash)
    isAsked = true
  }

  const goOnIn = (ms: number, next: () => void): void => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(next, ms)
    timer.unref()
  }

  const wash = (): void => {
    if (!isUnderWay) isAsked = false
    const { state, pauseMs } = attempt(() => (checkpoint.get()?.busy === 0 ? (washing?.step() ?? 'over') : 'held'))
    isUnderWay = state !== 'over'
    // What was deleted while it went on may lie in pages that were washed before.
    if (state === 'more') goOnIn(pauseMs, wash)
    else if (isUnderWay || isAsked) goOnIn(scrubAfterMs, wash)
    else goOnIn(isFirst ? pause.leastMs : roomAfterMs, makeRoom)
    isFirst = false
  }

  const makeRoom = (): void => {
    const { state, pauseMs } = attempt(() => room?.step() ?? 'over')
    if (state !== 'over') goOnIn(state === 'more' ? pauseMs : roomAfterMs, makeRoom)
  }

  // Where the disk refuses, a later time tries again.
  const attempt = (work: () => Step): { state: Step; pauseMs: number } => {
    // A reader in another process would hold up everybody here for as long as the usual patience.
    database.run('PRAGMA busy_timeout = 0')
    const startedAt = performance.now()
    try {
      const state = work()
      return { state, pauseMs: Math.max(pause.leastMs, pause.timesTheWork * (performance.now() - startedAt)) }
    } catch {
      return { state: 'held', pauseMs: scrubAfterMs }
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
