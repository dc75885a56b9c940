import type { Database } from 'bun:sqlite'
import { closeSync, fdatasync, fstatSync, openSync, statfsSync, writeSync } from 'node:fs'

export type LogRoom = {
  /** Makes a piece of the room; a fault where the disk or another process refuses. */
  step: () => 'more' | 'over'
}

// The log of 5500 pages that a checkpoint waits for, each with its header, and what one batch may go beyond that.
const roomBytes = 24 * 2 ** 20
const pieceBytes = 2 ** 20
/** Below this the room is left to what needs it more. */
const leastFreeBytes = 2 ** 30

/**
 * A commit that makes the log longer has the file system write down the new length too, and that takes about as long again
 * as the commit's own sync. So an empty log gets its length beforehand, in zeros: what SQLite finds there has no
 * header of its log, or none of its salts, and is no frame to it. With the write lock held nobody writes a frame meanwhile.
 */
export const createLogRoom = (database: Database, path: string): LogRoom => {
  const step: LogRoom['step'] = () => {
    database.run('BEGIN IMMEDIATE')
    try {
      return lengthen()
    } finally {
      database.run('ROLLBACK')
    }
  }

  const lengthen = (): 'more' | 'over' => {
    if (freeBytes(path) < leastFreeBytes) return 'over'
    const log = openSync(`${path}-wal`, 'r+')
    const { size } = fstatSync(log)
    if (size >= roomBytes) {
      // The zeros reach the disk on another thread, not with the next commit.
      fdatasync(log, () => closeSync(log))
      return 'over'
    }
    try {
      const zeros = Buffer.alloc(Math.min(pieceBytes, roomBytes - size))
      writeSync(log, zeros, 0, zeros.length, size)
    } finally {
      closeSync(log)
    }
    return 'more'
  }

  return { step }
}

const freeBytes = (path: string): number => {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}
