import type { Texts } from '#client/i18n/tr'
import { createChoiceBar } from '#client/views/choice-bar'
import type { DeskModel } from './desk-model.ts'

type DeskChoicePorts = {
  t: Texts
  model: DeskModel
  /** Asks whether that is meant; true where it was. */
  remove: (chatIds: readonly string[]) => Promise<boolean>
  /** The focus was in the bar that goes. */
  onLeave: () => void
}

/** Picking conversations of the list that is looked at, to delete them. */
export const createDeskChoice = ({ t, model, remove, onLeave }: DeskChoicePorts) => {
  let picked: Set<string> | null = null

  const listedIds = (): string[] => model.listed(model.threads.filter).map(({ chat_id: chatId }) => chatId)
  const set = (ids: Iterable<string> | null): void => {
    picked = ids && new Set(ids)
    model.redraw()
  }
  const stop = (): void => {
    const holdsFocus = bar.element.contains(document.activeElement)
    set(null)
    if (holdsFocus) onLeave()
  }
  const removePicked = async (): Promise<void> => {
    if (picked && picked.size > 0 && (await remove([...picked]))) stop()
  }
  const bar = createChoiceBar({
    t,
    onDelete: () => void removePicked(),
    onAll: () => set(listedIds()),
    onLeave: stop,
  })
  return {
    element: bar.element,
    isOn: () => picked !== null,
    start: (): void => {
      model.search.clear()
      set([])
      bar.focus()
    },
    stop,
    toggle: (chatId: string): void => {
      if (picked) set(picked.has(chatId) ? [...picked].filter((one) => one !== chatId) : [...picked, chatId])
    },
    /** What is still in the list of those that were picked; `null` while none are being picked. */
    update: (): ReadonlySet<string> | null => {
      const isPicked = picked
      if (isPicked) picked = new Set(listedIds().filter((chatId) => isPicked.has(chatId)))
      bar.update(picked?.size ?? 0)
      return picked
    },
  }
}
