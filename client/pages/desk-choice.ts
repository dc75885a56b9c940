import type { Texts } from '#client/i18n/tr'
import { createChoiceBar } from '#client/views/choice-bar'
import type { DeskModel } from './desk-model.ts'

type DeskChoicePorts = {
  t: Texts
  model: DeskModel
  /** Asks whether that is meant; true where it was. */
  remove: (chatIds: readonly string[]) => Promise<boolean>
}

/** Picking conversations of the list that is looked at, to delete them. */
export const createDeskChoice = ({ t, model, remove }: DeskChoicePorts) => {
  let picked: Set<string> | null = null

  const listedIds = (): string[] => model.listed(model.threads.filter).map(({ chat_id: chatId }) => chatId)
  const set = (ids: Iterable<string> | null): void => {
    picked = ids && new Set(ids)
    model.redraw()
  }
  const removePicked = async (): Promise<void> => {
    if (picked && picked.size > 0 && (await remove([...picked]))) set(null)
  }
  const bar = createChoiceBar({
    t,
    onDelete: () => void removePicked(),
    onAll: () => set(listedIds()),
    onLeave: () => set(null),
  })
  return {
    element: bar.element,
    isOn: () => picked !== null,
    start: (): void => {
      model.search.clear()
      set([])
      bar.focus()
    },
    stop: () => set(null),
    toggle: (chatId: string): void => {
      if (picked) set(picked.symmetricDifference(new Set([chatId])))
    },
    /** What is still in the list of those that were picked; `null` while none are being picked. */
    update: (): ReadonlySet<string> | null => {
      if (picked) picked = picked.intersection(new Set(listedIds()))
      bar.update(picked?.size ?? 0)
      return picked
    },
  }
}
