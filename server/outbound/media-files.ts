import { constants } from 'node:fs'
import { mkdir, open, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { containers } from '#protocol/media'
import type { FilePart, MediaFiles } from '#server/actions/media/ports'
import { StorageFault } from '#server/store/ports'

type HasRow = (id: string) => Promise<boolean>

const allParts: readonly FilePart[] = ['whole', 'thumb', ...containers]
const unfinished = /^[A-Za-z0-9_-]{16,64}\.[a-z]+\.[0-9a-f-]{36}\.part$/
const begun = /^([A-Za-z0-9_-]{16,64})\.new$/
/** Of the disk, by which chat goes on when uploads must stop. */
const reserve = 0.1

/**
 * The files of media in one folder, which is made when first needed and is its owner's alone. `sweep` is for the start:
 * what a crash left unfinished goes, and of media that were begun what has no row.
 */
export const createMediaFiles = (folder: string): MediaFiles & { sweep: (hasRow: HasRow) => Promise<void> } => {
  const toPath = (id: string, part: FilePart | 'new'): string => {
    if (!/^[A-Za-z0-9_-]{16,64}$/.test(id)) throw new Error('this is no id of a medium')
    return join(folder, part === 'whole' ? id : `${id}.${part}`)
  }

  const makeFolder = async (): Promise<void> => {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (made) await syncFolder(dirname(made))
  }

  // Empty, and not synced: the folder is, with the first file of the medium.
  const begin: MediaFiles['begin'] = async (id) => {
    const path = toPath(id, 'new')
    await orFault(async () => {
      await makeFolder()
      await writeFile(path, '', { mode: 0o600 })
    })
  }

  const end: MediaFiles['end'] = async (id) => {
    const path = toPath(id, 'new')
    await orFault(() => rm(path, { force: true }))
  }

  const put: MediaFiles['put'] = async (id, part, bytes) => {
    const path = toPath(id, part)
    // Two may make the same part at once: each has a name of its own until it is done.
    const unnamed = join(folder, `${id}.${part}.${crypto.randomUUID()}.part`)
    await orFault(async () => {
      await makeFolder()
      await orRemoved(unnamed, () => writeSynced(unnamed, bytes))
      await orRemoved(unnamed, () => rename(unnamed, path))
      await orRemoved(path, () => syncFolder(folder))
    })
  }

  const find: MediaFiles['find'] = async (id, part) => {
    const file = Bun.file(toPath(id, part))
    return (await file.exists()) ? file : null
  }

  const remove: MediaFiles['remove'] = async (ids) => {
    const paths = ids.map((id) => allParts.map((part) => toPath(id, part)))
    await orFault(async () => {
      if ((await namesIn(folder)).length === 0) return
      for (const parts of paths) await Promise.all(parts.map((path) => rm(path, { force: true })))
      await syncFolder(folder)
    })
  }

  const hasRoomFor: MediaFiles['hasRoomFor'] = (bytes) =>
    orFault(async () => {
      await makeFolder()
      const { bavail, blocks, bsize } = await statfs(folder)
      return bavail * bsize - bytes >= blocks * bsize * reserve
    })

  const sweep = (hasRow: HasRow): Promise<void> =>
    orFault(async () => {
      const names = await namesIn(folder)
      for (const name of names) if (unfinished.test(name)) await rm(join(folder, name), { force: true })
      for (const id of names.flatMap((name) => begun.exec(name)?.[1] ?? [])) {
        if (!(await hasRow(id))) await remove([id])
        await end(id)
      }
    })

  return { begin, end, put, find, remove, hasRoomFor, sweep }
}

const writeSynced = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A new name in a folder is only kept once the folder itself is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const orRemoved = async (path: string, run: () => Promise<void>): Promise<void> => {
  try {
    await run()
  } catch (fault) {
    await rm(path, { force: true }).catch(() => undefined)
    throw fault
  }
}

const codeOf = (fault: unknown): string | null =>
  fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : null

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder)
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return []
    throw fault
  }
}

const isFull = (code: string): boolean => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)

/** Whatever the disk says no to is a fault of storage; what has no such code is a bug. */
const orFault = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run()
  } catch (fault) {
    const code = codeOf(fault)
    if (code === null || !/^E[A-Z0-9]+$/.test(code)) throw fault
    throw new StorageFault(isFull(code) ? 'full' : 'unavailable', fault)
  }
}
