import type { Texts } from '#client/i18n/tr'
import type { SoundSwitch } from '#client/platform/sound'
import type { Line } from '#client/state/types'
import type { ThreadFilter } from '#protocol/http'
import { el, setText } from './element.ts'
import { createFilters } from './filters.ts'
import { type IconName, icon } from './icon.ts'
import { mark } from './mark.ts'
import { type Choice, createMenu } from './menu.ts'
import { lineText } from './presence.ts'
import { soundChoice } from './sound-choice.ts'

type ListHeadOptions = {
  t: Texts
  search: HTMLElement
  sound: SoundSwitch
  /** Of the app around the desk. */
  choices: readonly Choice[]
  onFilter(filter: ThreadFilter): void
  onPick(): void
  onShortcuts(): void
  onDevices(): void
  onLanguage(): void
  onSignOut(): void
}

type ListHeadState = {
  filter: ThreadFilter
  /** How many people wait; `isLeast` where not all of them are loaded. */
  waiting: { count: number; isLeast: boolean }
  line: Line
  isSearching: boolean
}

const createKey = (name: IconName, label: string, className: string, run: () => void): HTMLElement => {
  const key = el('button', { type: 'button', class: `ghost ${className}`.trim(), 'aria-label': label, title: label })
  key.append(icon(name))
  key.addEventListener('click', run)
  return key
}

/** Above the list: what it is, what can be done with all of it, the search field and the filters. */
export const createListHead = (options: ListHeadOptions) => {
  const { t, search, sound, choices, onPick, onShortcuts, onDevices, onLanguage, onSignOut } = options
  const status = el('p')
  const filters = createFilters(options)
  const menu = createMenu({
    label: t.menu,
    choices: [
      { icon: 'device', text: t.devices, onChoose: onDevices },
      { icon: 'globe', text: t.otherLanguage, lang: t.otherCode, onChoose: onLanguage },
      soundChoice(t, sound),
      ...choices,
      { icon: 'logout', text: t.signOut, isFinal: true, onChoose: onSignOut },
    ],
  })
  const pick = createKey('select', t.pickThreads, '', onPick)
  const help = createKey('keyboard', t.shortcuts, 'for-keys', onShortcuts)
  const title = el('div', { class: 'who' }, el('h1', {}, t.threads), status)
  const line = el('div', { class: 'line' }, mark(), title, pick, help, menu.element)
  return {
    element: el('header', {}, line, search, filters.element),
    /** Where the picking of conversations began. */
    focus: () => pick.focus(),
    update(state: ListHeadState): void {
      setText(status, lineText(state.line, t) ?? '')
      filters.update(state.filter, state.waiting)
      filters.element.hidden = state.isSearching
    },
  }
}
