import type { Stats } from 'node:fs'
import { lstat, mkdir, readFile, rename, rm, statfs, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#server/actions/ports'
import { isStillWanted, listOfKept, listOfNames, namesInList } from '#server/domain/kept-asset'
import { describeFault, type Log } from '#server/log'

type Deps = {
  folder: string
  /** What this build serves under names with a hash: name → bytes. */
  assets: ReadonlyMap<string, Uint8Array>
  clock: Clock
  freeBytes?: (folder: string) => Promise<number>
  log: Pick<Log, 'warn'>
}
type Place = Required<Pick<Deps, 'folder' | 'freeBytes'>>

// Off the way of a start and of the first who asks.
const afterMs = 250
const everyMs = 6 * 3_600_000
/** Below this the room is left to what needs it more. */
const leastFreeBytes = 64 * 2 ** 20
const draftName = 'konusma-assets.draft'

const freeBytesOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

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
 * build has served for too long. Only what stands in its list there is touched, or stood nowhere before: the folder may
 * have been somebody's already. Rejects where the disk does not let it.
 */
export const keepAssets = async (
  { folder, assets, clock, freeBytes = freeBytesOf }: Omit<Deps, 'log'>,
  signal = new AbortController().signal,
): Promise<void> => {
  await mkdir(folder, { recursive: true })
  // A server that was killed leaves it behind, and it may have the last bytes of the disk.
  await dropDraft(folder)
  if (signal.aborted) return
  const place = { folder, freeBytes }
  const listed = await readList(folder)
  const left = await dropUnwanted(folder, listed, assets, clock())
  const own = await findOwn(folder, listed, assets)
  // Listed before it is written: a file without its name in the list would be nobody's.
  await writeList(place, listed, new Set([...left, ...own.keys()]))
  for (const [name, bytes] of own) {
    if (signal.aborted) return
    await keep(place, name, bytes, clock())
  }
}

const readList = async (folder: string): Promise<Set<string>> => {
  try {
    return namesInList(await readFile(join(folder, listOfKept), 'utf8'))
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return new Set()
    throw fault
  }
}

const writeList = async (place: Place, before: ReadonlySet<string>, names: ReadonlySet<string>): Promise<void> => {
  if (before.symmetricDifference(names).size > 0) await writeWhole(place, listOfKept, listOfNames(names))
}

/** Resolves to those that stay. */
const dropUnwanted = async (
  folder: string,
  listed: ReadonlySet<string>,
  assets: Deps['assets'],
  now: number,
): Promise<string[]> => {
  const left: string[] = []
  for (const name of [...listed].filter((one) => !assets.has(one))) {
    const stat = await statOf(join(folder, name))
    if (!stat?.isFile()) continue
    if (isStillWanted(stat.mtimeMs, now)) left.push(name)
    else await rm(join(folder, name))
  }
  return left
}

/** Those of the assets whose place in the folder is free or ours. */
const findOwn = async (
  folder: string,
  listed: ReadonlySet<string>,
  assets: Deps['assets'],
): Promise<Map<string, Uint8Array>> => {
  const own = new Map<string, Uint8Array>()
  for (const [name, bytes] of assets) {
    const file = join(folder, name)
    const stat = await statOf(file)
    const isOurs = !stat || (stat.isFile() && (listed.has(name) || (await readFile(file)).equals(bytes)))
    if (isOurs) own.set(name, bytes)
  }
  return own
}

const statOf = (file: string): Promise<Stats | null> => lstat(file).catch(() => null)

const keep = async (place: Place, name: string, bytes: Uint8Array, now: number): Promise<void> => {
  const file = join(place.folder, name)
  if ((await statOf(file))?.size !== bytes.byteLength) await writeWhole(place, name, bytes)
  await utimes(file, now / 1000, now / 1000)
}

// Under another name first: a file that is there is there whole.
const writeWhole = async ({ folder, freeBytes }: Place, name: string, content: string | Uint8Array): Promise<void> => {
  if ((await freeBytes(folder)) < leastFreeBytes) throw new Error('less than 64 MiB are free')
  try {
    await writeFile(join(folder, draftName), content)
    await rename(join(folder, draftName), join(folder, name))
  } finally {
    await dropDraft(folder)
  }
}

const dropDraft = (folder: string): Promise<void> => rm(join(folder, draftName), { force: true })
