import { el } from '#client/views/element'
import { focusOn } from '#client/views/focus-on'
import type { Choice } from '#client/views/menu'
import type { AppMoment, AppPart } from './app-part.ts'
import type { Words } from './page.ts'

export type AppView = { choices: readonly Choice[]; notice: HTMLElement }

export type AppParts = {
  draw: (words: Words) => AppView
  update: (moment: AppMoment) => void
  /** A part changed by itself: another notice may be wanted now. */
  look: () => void
  stop: () => void
}

/** The features around a chat, as one; the order of the parts is that of their importance. */
export const createAppParts = (parts: readonly AppPart[]): AppParts => {
  let look = (): void => {}
  let hasBanner = false

  const draw = (words: Words): AppView => {
    const drawn = parts.map((part) => part.draw(words))
    const notices = drawn.flatMap(({ notice }) => notice ?? [])
    const element = el('div', { role: 'status' })
    let shown: HTMLElement | null = null
    look = () => {
      const wanted = hasBanner ? null : (notices.find(({ isWanted }) => isWanted())?.element ?? null)
      if (wanted === shown) return
      shown = wanted
      const hadFocus = element.contains(document.activeElement)
      element.replaceChildren(...(wanted ? [wanted] : []))
      if (hadFocus) focusOn(element)
    }
    look()
    return { choices: drawn.flatMap(({ choices }) => choices), notice: element }
  }

  return {
    draw,
    update: (moment) => {
      hasBanner = moment.hasBanner
      for (const part of parts) part.update(moment)
      look()
    },
    look: () => look(),
    stop: () => {
      for (const part of parts) part.stop()
    },
  }
}
