import type { Database } from 'bun:sqlite'
import type { Store } from '#server/store/ports'
import { createAppend } from './append-message.ts'
import { createCallStore } from './calls.ts'
import { createChanging } from './change-messages.ts'
import { createCodeStore } from './codes.ts'
import { createConversationStore } from './conversations.ts'
import { openDatabase } from './database.ts'
import { startFiling } from './filing.ts'
import { createHandoverStore } from './handovers.ts'
import { startIndexing } from './indexing.ts'
import { createLiving } from './living.ts'
import { createMediaStore } from './media.ts'
import { createNames } from './names.ts'
import { createPushStore } from './push-subscriptions.ts'
import { createReading } from './read-messages.ts'
import { createRemoving } from './remove-messages.ts'
import { startScrubbing } from './scrub.ts'
import { createMessageSearch } from './search-messages.ts'
import { createSessionStore } from './sessions.ts'
import { createWriter } from './writer.ts'

type Options = { path: string; relays: boolean; makeEpoch: () => string }

/** The store on SQLite. Throws a `StartFault` where the database cannot be used. */
export const openStore = ({ path, relays, makeEpoch }: Options): Store => {
  const database = openDatabase(path, (made) => void readEpoch(made, makeEpoch))
  const living = createLiving(database)
  const { filing, writer } = startFiling(database, living)
  const { scrub, stop: stopScrubbing } = startScrubbing(database, path)
  const parts = { database, writer, living, filing, relays, scrub, names: createNames(database) }
  const stopIndexing = startIndexing(parts)
  const { push, stop: stopPush } = createPushStore(parts)
  const answer = database.prepare('SELECT rev FROM chat_sessions LIMIT 1')

  const close = (): void => {
    stopIndexing()
    stopPush()
    ifPossible(writer.flush)
    ifPossible(filing.fileNow)
    ifPossible(() => database.run('PRAGMA optimize'))
    // So that the file alone is the whole database once nobody has it open.
    ifPossible(() => database.run('PRAGMA wal_checkpoint(TRUNCATE)'))
    database.close()
    stopScrubbing()
  }

  // A server that was killed may have left something to scrub.
  scrub()
  return {
    epoch: readEpoch(database, makeEpoch),
    conversations: createConversationStore(parts),
    messages: {
      append: createAppend(parts),
      ...createChanging(parts),
      ...createRemoving(parts),
      ...createReading(parts),
      ...createMessageSearch(parts),
    },
    sessions: createSessionStore(parts),
    codes: createCodeStore(database, writer),
    push,
    calls: createCallStore(parts),
    handovers: createHandoverStore(parts),
    media: createMediaStore(parts),
    ping: () => void answer.get(),
    close,
  }
}

/** What a full disk keeps from being done at the end is done by the next start. */
const ifPossible = (tidy: () => unknown): void => {
  try {
    tidy()
  } catch {
    // Nothing is lost by it: all that was answered for is stored.
  }
}

/** The codes alone, for a command beside a running server: what that server holds in memory is its own to write. */
export const openCodes = (path: string): Pick<Store, 'codes' | 'close'> => {
  const database = openDatabase(path)
  const nothing = (): void => undefined
  const hooks = { afterBegin: nothing, beforeCommit: nothing, afterCommit: nothing, afterRollback: nothing }
  const writer = createWriter(database, hooks)
  return { codes: createCodeStore(database, writer), close: () => database.close() }
}

const readEpoch = (database: Database, makeEpoch: () => string): string => {
  const row = database.query<{ value: string }, []>("SELECT value FROM meta WHERE key = 'epoch'").get()
  if (row) return row.value
  const epoch = makeEpoch()
  database.query("INSERT INTO meta (key, value) VALUES ('epoch', ?)").run(epoch)
  return epoch
}
