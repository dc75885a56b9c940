import type { Database } from 'bun:sqlite'
import { StorageFault } from '#server/store/ports'

type Job = {
  run: () => unknown
  resolve: (value: never) => void
  reject: (fault: unknown) => void
}

export type Writer = {
  /** Runs `job` in the next transaction; resolves after its commit, in the order in which the jobs were handed in. */
  write: <T>(job: () => T) => Promise<T>
  /** Runs `job` in a transaction of its own, at once; throws a {@link StorageFault} where the disk refuses. */
  writeNow: (job: () => void) => void
  /** Commits what is waiting, now. */
  flush: () => void
}

/** What goes with every transaction: a look before its jobs, what is written once for all of them, and what a rollback undoes. */
export type CommitHooks = {
  afterBegin: () => void
  beforeCommit: () => void
  afterCommit: () => void
  afterRollback: () => void
}

// A thread that sleeps needs about as long to wake as half a commit takes. Whoever was just answered often goes on at once:
// for this long the event loop looks again instead of sleeping, which answers a lone writer about a sixth faster.
const awakeMs = 0.2

/**
 * All writes that arrive in one turn of the event loop share one transaction and so one sync of the disk. Where that
 * transaction fails, its jobs run again one by one: none of them can take the others down. Where the database does not
 * answer, all of them fail at once: each would only wait for it again, and everybody with it.
 */
export const createWriter = (database: Database, hooks: CommitHooks): Writer => {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  let waiting: Job[] = []

  let awakeUntil = 0

  const write = <T>(run: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ run, resolve, reject })
    })

  const flush = (): void => {
    const jobs = waiting
    waiting = []
    if (jobs.length > 0) commitTogether(jobs)
    awakeUntil = performance.now() + awakeMs
    setImmediate(stayAwake)
  }

  const stayAwake = (): void => {
    if (waiting.length === 0 && performance.now() < awakeUntil) setImmediate(stayAwake)
  }

  const commitTogether = (jobs: Job[]): void => {
    try {
      const values = transact(jobs.map(({ run }) => run))
      for (const [index, job] of jobs.entries()) job.resolve(values[index] as never)
    } catch (cause) {
      refuse(jobs, toStorageFault(cause))
    }
  }

  const refuse = (jobs: Job[], fault: unknown): void => {
    const isAlone = jobs.length === 1 || isUnavailable(fault)
    for (const job of jobs) isAlone ? job.reject(fault) : commitTogether([job])
  }

  const transact = (jobs: (() => unknown)[]): unknown[] => {
    begin.run()
    try {
      hooks.afterBegin()
      const values = jobs.map((job) => job())
      hooks.beforeCommit()
      commit.run()
      hooks.afterCommit()
      return values
    } catch (fault) {
      if (database.inTransaction) rollback.run()
      hooks.afterRollback()
      throw fault
    }
  }

  const writeNow: Writer['writeNow'] = (run) => {
    try {
      transact([run])
    } catch (fault) {
      throw toStorageFault(fault)
    }
  }

  return { write, writeNow, flush }
}

const isUnavailable = (fault: unknown): boolean => fault instanceof StorageFault && fault.reason === 'unavailable'

const toStorageFault = (fault: unknown): unknown => {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  if (code === 'SQLITE_FULL') return new StorageFault('full', fault)
  return /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|PROTOCOL)/.test(code)
    ? new StorageFault('unavailable', fault)
    : fault
}
