import type { Database } from 'bun:sqlite'
import type { PushStore } from '#server/store/device-ports'
import type { Filing } from './filing.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; filing: Filing }

const writeAfterMs = 1000

/** Up to which message nobody is to be told any more. It rises with nearly every message and is written now and then. */
export const createToldMark = ({ database, writer, filing }: Parts) => {
  const save = database.prepare("UPDATE meta SET value = ? WHERE key = 'told_up_to'")
  let mark = readMark(database)
  let written = mark
  let timer: Timer | null = null

  // No further than the newest message: a mark beyond it would keep what is yet to come from being told.
  const toldUpTo: PushStore['toldUpTo'] = async (id) => {
    mark = Math.max(mark, Math.min(id, filing.nextId() - 1))
    if (mark > written) timer ??= setTimeout(write, writeAfterMs).unref()
  }

  // Where the disk refuses, a later mark tries again; without one, a start after a crash tells of some once more.
  const write = (): void => {
    timer = null
    if (mark === written) return
    const writing = mark
    const noted = writer.write(() => save.run(String(writing)))
    noted.then(
      () => {
        written = writing
      },
      () => undefined,
    )
  }

  const stop = (): void => {
    if (timer) clearTimeout(timer)
    write()
  }

  return { mark: () => mark, toldUpTo, stop }
}

const readMark = (database: Database): number =>
  Number(database.query<{ value: string }, []>("SELECT value FROM meta WHERE key = 'told_up_to'").get()?.value ?? 0)
