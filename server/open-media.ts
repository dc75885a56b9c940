import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmptyTrash, emptyTrash } from './actions/media/empty-trash.ts'
import type { MediaFiles } from './actions/media/ports.ts'
import { startTidyingMedia } from './jobs/media-tidying.ts'
import { createMediaFiles } from './outbound/media-files.ts'
import type { Parts } from './parts.ts'
import { secureRandom } from './random.ts'

/** Where pictures and voice notes lie. */
export type Media = {
  files: MediaFiles
  emptyTrash: EmptyTrash
  stop: () => Promise<void>
}

/** With a database in memory they lie in a folder of the system's for what is temporary, and end with it. */
export const openMedia = ({ config, store, clock, faults }: Parts): Media => {
  const folder = config.mediaDir ?? join(tmpdir(), `konusma-media-${secureRandom.id()}`)
  const onFault = (fault: unknown): void => faults.count('job', fault)
  const files = sweptFirst(createMediaFiles(folder), store, onFault)
  const empty = emptyTrash({ store, files, onFault })
  const stopTidying = startTidyingMedia({ store, emptyTrash: empty, clock, faults })
  const stop = async (): Promise<void> => {
    await stopTidying()
    if (config.mediaDir === null) await rm(folder, { recursive: true, force: true })
  }
  return { files, emptyTrash: empty, stop }
}

/** What a crash left half written goes before anything is written: later it would look like what is being written. */
const sweptFirst = (
  files: ReturnType<typeof createMediaFiles>,
  { media }: Parts['store'],
  onFault: (fault: unknown) => void,
): MediaFiles => {
  const swept = files.sweep(async (id) => (await media.find(id)) !== null).catch(onFault)
  const begin: MediaFiles['begin'] = async (id) => {
    await swept
    await files.begin(id)
  }
  const put: MediaFiles['put'] = async (id, part, bytes) => {
    await swept
    await files.put(id, part, bytes)
  }
  return { ...files, begin, put }
}
