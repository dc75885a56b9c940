import type { MediaStore } from '#server/store/media-ports'
import type { MediaFiles } from './ports.ts'

type Deps = {
  store: { media: Pick<MediaStore, 'trash' | 'emptied'> }
  files: Pick<MediaFiles, 'remove'>
  onFault: (fault: unknown) => void
}

export type EmptyTrash = () => Promise<void>

const idsAtOnce = 100

/** Takes the files of what was deleted off the disk. Where that fails they stay in the trash, for the next time. */
export const emptyTrash =
  ({ store: { media }, files, onFault }: Deps): EmptyTrash =>
  async () => {
    try {
      const ids = await media.trash()
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        const some = ids.slice(from, from + idsAtOnce)
        await files.remove(some)
        await media.emptied(some)
      }
    } catch (fault) {
      onFault(fault)
    }
  }
