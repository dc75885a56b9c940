import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'

type Box = { element: HTMLElement; update(id: number | null): void }

/** Which messages are picked. Rows come and go as the list is scrolled; each takes its box from here. */
export const createPicking = ({ t, onChange }: { t: Texts; onChange(): void }) => {
  const picked = new Set<number>()
  const boxes = new Map<HTMLInputElement, number>()
  let isChoosing = false

  const redraw = (): void => {
    for (const [input, id] of boxes) {
      if (input.isConnected) input.checked = picked.has(id)
      else boxes.delete(input)
    }
    onChange()
  }
  const set = (id: number, on: boolean): void => {
    if (on) picked.add(id)
    else picked.delete(id)
    isChoosing = true
    redraw()
  }
  const clear = (): void => {
    if (!isChoosing && picked.size === 0) return
    picked.clear()
    isChoosing = false
    redraw()
  }

  const box = (): Box => {
    const input = el('input', { type: 'checkbox', class: 'pick', 'aria-label': t.pickMessage, tabindex: -1 })
    const element = el('label', { class: 'pickbox' }, input)
    input.addEventListener('change', () => {
      const id = boxes.get(input)
      if (id !== undefined) set(id, input.checked)
    })
    return {
      element,
      update(id) {
        element.hidden = id === null
        if (id === null) return
        boxes.set(input, id)
        input.checked = picked.has(id)
      },
    }
  }
  return {
    box,
    ids: (): number[] => [...picked],
    isChoosing: () => isChoosing,
    toggle: (id: number) => set(id, !picked.has(id)),
    choose: () => {
      isChoosing = true
      redraw()
    },
    pickAll: (ids: readonly number[]) => {
      for (const id of ids) picked.add(id)
      redraw()
    },
    /** What is gone from the conversation can be picked no more. */
    keepOnly: (exists: (id: number) => boolean) => {
      const gone = [...picked].filter((id) => !exists(id))
      for (const id of gone) picked.delete(id)
      if (gone.length > 0) redraw()
    },
    clear,
  }
}

export type Picking = ReturnType<typeof createPicking>
