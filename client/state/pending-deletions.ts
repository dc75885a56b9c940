/** What is deleted on this screen and may still come back: the lists are shown without it. */
export type PendingDeletions<Id> = {
  hide: (ids: readonly Id[]) => void
  show: (ids: readonly Id[]) => void
  has: (id: Id) => boolean
  /** The same list when nothing of it is hidden. */
  without: <T>(items: readonly T[], idOf: (item: T) => Id | null) => readonly T[]
}

export const createPendingDeletions = <Id>(): PendingDeletions<Id> => {
  const hidden = new Set<Id>()
  return {
    hide: (ids) => {
      for (const id of ids) hidden.add(id)
    },
    show: (ids) => {
      for (const id of ids) hidden.delete(id)
    },
    has: (id) => hidden.has(id),
    without: (items, idOf) => {
      if (hidden.size === 0) return items
      const left = items.filter((item) => {
        const id = idOf(item)
        return id === null || !hidden.has(id)
      })
      return left.length === items.length ? items : left
    },
  }
}
