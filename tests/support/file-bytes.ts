import { existsSync, readFileSync } from 'node:fs'

const lookEveryMs = 20
const patienceMs = 15_000

/** All that a thief of the database's file and its log would read. */
export const bytesOf = (file: string): string =>
  ['', '-wal']
    .filter((suffix) => existsSync(file + suffix))
    .map((suffix) => readFileSync(file + suffix, 'latin1'))
    .join('')

/** Resolves once nothing is found in the file any more: that happens by itself, some time after the deletion. */
export const untilNone = async (file: string, find: (bytes: string) => string[]): Promise<void> => {
  const end = Date.now() + patienceMs
  for (;;) {
    const left = find(bytesOf(file))
    if (left.length === 0) return
    if (Date.now() > end) throw new Error(`${left.length} are still in the file, ${left[0]} among them`)
    await Bun.sleep(lookEveryMs)
  }
}

export const untilGone = (file: string, markers: readonly string[]): Promise<void> =>
  untilNone(file, (bytes) => markers.filter((marker) => bytes.includes(marker)))
