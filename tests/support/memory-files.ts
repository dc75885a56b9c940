import type { FilePart, MediaFiles } from '#server/actions/media/ports'

/** Files of media in memory; `override` says what goes wrong. */
export const createMemoryFiles = (
  override: Partial<MediaFiles> = {},
): MediaFiles & { names: () => string[]; begun: () => string[] } => {
  const begun = new Set<string>()
  const stored = new Map<string, Uint8Array>()
  const nameOf = (id: string, part: FilePart): string => `${id}.${part}`
  return {
    names: () => [...stored.keys()],
    begun: () => [...begun],
    begin: async (id) => void begun.add(id),
    end: async (id) => void begun.delete(id),
    put: async (id, part, bytes) => void stored.set(nameOf(id, part), new Uint8Array(bytes)),
    find: async (id, part) => {
      const bytes = stored.get(nameOf(id, part))
      return bytes ? new Blob([new Uint8Array(bytes)]) : null
    },
    remove: async (ids) => {
      for (const name of stored.keys()) if (ids.includes(name.split('.')[0] ?? '')) stored.delete(name)
    },
    hasRoomFor: async () => true,
    ...override,
  }
}
