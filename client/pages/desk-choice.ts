import type { Texts } from '#client/i18n/tr'
import { createChoiceBar } from '#client/views/choice-bar'
import type { DeskModel } from './desk-model.ts'

type DeskChoicePorts = {
  t: Texts
  model: DeskModel
  archive: (chatIds: readonly string[], archived: boolean) => Promise<void>
  /** Asks whether that is meant; true where it was. */
  remove: (chatIds: readonly string[]) => Promise<boolean>
  /** The focus was in the bar that goes, or on a row that went. */
  onLeave: () => void
}

/** Picking conversations of the list that is looked at, to archive or delete them. */
export const createDeskChoice = ({ t, model, archive, remove, onLeave }: DeskChoicePorts) => {
  let picked: Set<string> | null = null
  let isBusy = false

  const inArchive = (): boolean => model.threads.filter === 'archived'
  const listedIds = (): string[] => model.listed(model.threads.filter).map(({ chat_id: chatId }) => chatId)
  const set = (ids: Iterable<string> | null): void => {
    picked = ids && new Set(ids)
    model.redraw()
  }
  const stop = (): void => {
    const { activeElement, body } = document
    const losesFocus = bar.element.contains(activeElement) || activeElement === body
    set(null)
    if (losesFocus) onLeave()
  }
  const archivePicked = async (): Promise<void> => {
    if (!picked || picked.size === 0 || isBusy) return
    isBusy = true
    model.redraw()
    await archive([...picked], !inArchive())
    isBusy = false
    model.redraw()
    // What was refused is still in the list, and picked: it can be tried again.
    if (picked?.size === 0) stop()
  }
  const removePicked = async (): Promise<void> => {
    if (picked && picked.size > 0 && (await remove([...picked]))) stop()
  }
  const bar = createChoiceBar({
    t,
    onArchive: () => void archivePicked(),
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
    /** Of those that are picked; false while none are. */
    archive: (): boolean => {
      void archivePicked()
      return picked !== null
    },
    toggle: (chatId: string): void => {
      if (picked) set(picked.has(chatId) ? [...picked].filter((one) => one !== chatId) : [...picked, chatId])
    },
    /** What is still in the list of those that were picked; `null` while none are being picked. */
    update: (): ReadonlySet<string> | null => {
      const isPicked = picked
      if (isPicked) picked = new Set(listedIds().filter((chatId) => isPicked.has(chatId)))
      bar.update({ picked: picked?.size ?? 0, inArchive: inArchive(), isBusy })
      return picked
    },
  }
}
