import { type Container, containers } from '#protocol/media'
import { createFairTurns } from '#server/domain/fair-turns'
import type { FoundMedium, MediaStore } from '#server/store/media-ports'
import type { FilePart, MediaFiles, Remux } from './ports.ts'

type Deps = {
  store: { media: Pick<MediaStore, 'find'> }
  files: MediaFiles
  remux: Remux
  onFault: (fault: unknown) => void
}

/** Bytes to be served, and what they are. */
export type Part = { name: FilePart; blob: Blob; mime: string }

const isContainer = (part: FilePart): part is Container => containers.some((container) => container === part)
const typeOf = (part: FilePart, { mime }: FoundMedium): string => {
  if (part === 'thumb') return 'image/webp'
  return isContainer(part) ? `audio/${part}` : mime
}

/** What was found not to fit is known until so much is. */
const mostUnfit = 1000

// Codecs that no other container takes: the whole file need not be read to find that out.
const stayAsTheyAre = /^audio\/(mpeg|wav)\b/

/**
 * A part of a medium; null where it has none. A voice note in another container is made when it is first asked for, by
 * however many at once, and kept. Where its codec does not go into that one, MP4 stands for it, or the note as it was sent.
 */
export const findPart = ({ store, files, remux, onFault }: Deps) => {
  const making = new Map<string, Promise<Blob | null>>()
  const unfit = new Set<string>()
  // One after the other, since each holds a whole voice note in memory.
  const inTurn = createFairTurns()

  const noteUnfit = (key: string): null => {
    if (unfit.size >= mostUnfit) unfit.clear()
    unfit.add(key)
    return null
  }

  const keep = async (id: string, to: Container, bytes: Uint8Array): Promise<void> => {
    if (!(await files.hasRoomFor(bytes.byteLength))) return
    await files.put(id, to, bytes)
    // Deleted meanwhile: this file came after those that were taken away.
    if (!(await store.media.find(id))) await files.remove([id])
  }

  const make = async ({ id, chatId }: FoundMedium, to: Container): Promise<Blob | null> => {
    const whole = await files.find(id, 'whole')
    if (!whole) return null
    const bytes = await remux(new Uint8Array(await whole.arrayBuffer()), to, chatId)
    if (!bytes) return noteUnfit(`${id}.${to}`)
    await keep(id, to, bytes).catch(onFault)
    return (await files.find(id, to)) ?? new Blob([new Uint8Array(bytes)])
  }

  const inContainer = async (medium: FoundMedium, to: Container): Promise<Blob | null> => {
    const { id } = medium
    const key = `${id}.${to}`
    const kept = unfit.has(key) ? null : await files.find(id, to)
    if (kept || unfit.has(key)) return kept
    return making.get(key) ?? begin(key, medium, to)
  }

  const begin = (key: string, medium: FoundMedium, to: Container): Promise<Blob | null> => {
    const begun = inTurn(medium.chatId, () => make(medium, to)).finally(() => making.delete(key))
    making.set(key, begun)
    return begun
  }

  const choose = async (medium: FoundMedium, wanted: Container): Promise<[FilePart, Blob | null]> => {
    if (!stayAsTheyAre.test(medium.mime))
      for (const container of new Set([wanted, 'mp4'] as const)) {
        const blob = await inContainer(medium, container)
        if (blob) return [container, blob]
      }
    return ['whole', await files.find(medium.id, 'whole')]
  }

  return async (medium: FoundMedium, wanted: FilePart): Promise<Part | null> => {
    const fits = wanted === 'whole' || medium.kind === (isContainer(wanted) ? 'audio' : 'image')
    if (!fits) return null
    const [name, blob] = isContainer(wanted)
      ? await choose(medium, wanted)
      : ([wanted, await files.find(medium.id, wanted)] as const)
    return blob && { name, blob, mime: typeOf(name, medium) }
  }
}
