import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'

type ListPaneParts = {
  t: Texts
  head: HTMLElement
  choices: HTMLElement
  /** What the app around the chat has to say. */
  notice: HTMLElement
  list: HTMLElement
  results: HTMLElement
}

/** The pane of the list: its head or the bar of a choice above the conversations or what was found. */
export const createListPane = ({ t, head, choices, notice, list, results }: ListPaneParts) => {
  const hat = el('div', { class: 'hat' })
  const element = el('nav', { class: 'pane list', 'aria-label': t.threads }, head, choices, hat, notice, list, results)
  return {
    element,
    show({ isChoosing, isSearching }: { isChoosing: boolean; isSearching: boolean }): void {
      head.hidden = isChoosing
      choices.hidden = !isChoosing
      list.hidden = isSearching
      results.hidden = !isSearching
    },
  }
}
