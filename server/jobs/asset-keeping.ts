import { lstat, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#server/actions/ports'
import { isHashedName, isStillWanted } from '#server/domain/kept-asset'
import { describeFault, type Log } from '#server/log'

type Deps = {
  folder: string
  /** What this build serves under names with a hash: name → bytes. */
  assets: ReadonlyMap<string, Uint8Array>
  clock: Clock
  log: Pick<Log, 'warn'>
}

// Off the way of a start and of the first who asks.
const afterMs = 250
const everyMs = 6 * 3_600_000

/**
 * Keeps this build's assets for the pages that will still be open after the next one. Where that cannot be done the
 * server goes on without, with one warning. Returns its stop, which waits for what is under way.
 */
export const startKeepingAssets = ({ log, ...deps }: Deps): (() => Promise<void>) => {
  const stopping = new AbortController()
  let hasWarned = false
  let running = Promise.resolve()

  const warn = (fault: unknown): void => {
    if (!hasWarned) log.warn('assets_not_kept', { folder: deps.folder, ...describeFault(fault) })
    hasWarned = true
  }
  const run = (): void => {
    running = running.then(() => keepAssets(deps, stopping.signal)).catch(warn)
  }

  const first = setTimeout(run, afterMs)
  const timer = setInterval(run, everyMs)
  return () => {
    stopping.abort()
    clearTimeout(first)
    clearInterval(timer)
    return running
  }
}

/**
 * Copies what is missing in the folder, notes by the files' time that they are in service now, and takes away what no
 * build has served for too long. Rejects where the disk does not let it.
 */
export const keepAssets = async (
  { folder, assets, clock }: Omit<Deps, 'log'>,
  signal = new AbortController().signal,
): Promise<void> => {
  await mkdir(folder, { recursive: true })
  for (const [name, bytes] of assets) {
    if (signal.aborted) return
    await keep(folder, name, bytes, clock())
  }
  await dropUnwanted(folder, assets, clock())
}

const sizeOf = (file: string): Promise<number | null> =>
  lstat(file).then(
    (stat) => (stat.isFile() ? stat.size : null),
    () => null,
  )

// Under another name first: a file that is there is there whole.
const keep = async (folder: string, name: string, bytes: Uint8Array, now: number): Promise<void> => {
  const file = join(folder, name)
  if ((await sizeOf(file)) !== bytes.byteLength) {
    await writeFile(join(folder, draftName), bytes)
    await rename(join(folder, draftName), file)
  }
  await utimes(file, now / 1000, now / 1000)
}

const draftName = '.draft'

const dropUnwanted = async (folder: string, assets: Deps['assets'], now: number): Promise<void> => {
  const others = (await readdir(folder)).filter((name) => isHashedName(name) && !assets.has(name))
  for (const name of others) {
    const stat = await lstat(join(folder, name))
    if (!stat.isDirectory() && !isStillWanted(stat.mtimeMs, now)) await rm(join(folder, name))
  }
}
