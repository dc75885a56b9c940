import type { Texts } from '#client/i18n/tr'
import type { ThreadFilter } from '#protocol/http'
import { el, setAttribute, setText } from './element.ts'

type FilterOptions = { t: Texts; onFilter(filter: ThreadFilter): void }

/** Which conversations the list shows; the number on the first says how many people wait. */
export const createFilters = ({ t, onFilter }: FilterOptions) => {
  const badge = el('span', { class: 'badge' })
  const keyOf = (filter: ThreadFilter, ...contents: (string | Node)[]): HTMLButtonElement => {
    const key = el('button', { type: 'button', 'data-filter': filter }, ...contents)
    key.addEventListener('click', () => onFilter(filter))
    return key
  }
  const keys = [
    keyOf('waiting', t.filterWaiting, badge),
    keyOf('all', t.filterAll),
    keyOf('archived', t.filterArchived),
  ]
  return {
    element: el('div', { class: 'seg', role: 'group', 'aria-label': t.threads }, ...keys),
    update(filter: ThreadFilter, { count, isLeast }: { count: number; isLeast: boolean }): void {
      for (const key of keys) setAttribute(key, 'aria-pressed', String(key.dataset.filter === filter))
      badge.hidden = count === 0
      setText(badge, isLeast ? `${count}+` : String(count))
    },
  }
}
