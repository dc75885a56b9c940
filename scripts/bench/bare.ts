import { join } from 'node:path'
import * as z from 'zod/mini'
import { createFolder, inRepository, removeFolder, runProcess } from './processes.ts'
import { median } from './statistics.ts'
import { align } from './table.ts'

const commitResult = z.object({ rows: z.int(), elapsedMs: z.number(), cpuUs: z.number() })
type CommitResult = z.infer<typeof commitResult>

const sizes = [1, 100]
const windowMs = 1000

/** Rows that bun:sqlite itself commits with synchronous=FULL, by rows a commit; once for each repetition. */
export const createBareCommits = () => {
  const bySize = new Map<number, CommitResult[]>(sizes.map((size) => [size, []]))
  return {
    repeat: async (): Promise<void> => {
      for (const [size, results] of bySize) results.push(await commitRows(size))
    },
    lines: (): string[] =>
      align([
        ['rows a commit', 'rows/s', 'commits/s', 'CPU µs/row'],
        ...[...bySize].map(([size, results]) => toRow(size, results)),
      ]),
  }
}

const commitRows = async (size: number): Promise<CommitResult> => {
  const folder = createFolder()
  try {
    const script = inRepository('scripts/bench/commits.ts')
    const command = [process.execPath, script, join(folder, 'messages.sqlite3'), String(size), String(windowMs)]
    return commitResult.parse(JSON.parse(await runProcess(command, { cwd: folder })))
  } finally {
    removeFolder(folder)
  }
}

const toRow = (size: number, results: CommitResult[]): string[] => {
  const rate = median(results.map(({ rows, elapsedMs }) => (rows / elapsedMs) * 1000))
  const cpuUs = median(results.map((result) => result.cpuUs / result.rows))
  return [String(size), rate.toFixed(0), (rate / size).toFixed(0), cpuUs.toFixed(1)]
}
