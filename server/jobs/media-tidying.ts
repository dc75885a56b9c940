import type { EmptyTrash } from '#server/actions/media/empty-trash'
import type { Clock } from '#server/actions/ports'
import type { Faults } from '#server/faults'
import type { MediaStore } from '#server/store/media-ports'

type Deps = {
  store: { media: Pick<MediaStore, 'trashUnsent'> }
  emptyTrash: EmptyTrash
  clock: Clock
  faults: Pick<Faults, 'count'>
}

// Off the way of a start and of the first who asks.
const afterMs = 250
const everyMs = 3_600_000
/** For so long a page that was offline may still send what it uploaded. */
const unsentForMs = 24 * 3_600_000

/** Takes away files that nobody will see any more, of an earlier run too. Returns its stop, which waits for what is under way. */
export const startTidyingMedia = ({ store, emptyTrash, clock, faults }: Deps): (() => Promise<void>) => {
  let running = Promise.resolve()

  const tidy = async (): Promise<void> => {
    await store.media.trashUnsent(clock() - unsentForMs)
    await emptyTrash()
  }
  const run = (): void => {
    running = running.then(tidy).catch((fault) => faults.count('job', fault))
  }

  const first = setTimeout(run, afterMs)
  const timer = setInterval(run, everyMs)
  return () => {
    clearTimeout(first)
    clearInterval(timer)
    return running
  }
}
