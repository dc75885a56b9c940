import { el, setText } from './element.ts'
import { type IconName, icon } from './icon.ts'

type SettingRow = { icon: IconName; tone: '' | 'green' | 'red'; title: string; hint: string; isWarning?: boolean }

/** A picture, what is so in two lines, and a switch where it can be changed. `isLive`: changes are said aloud. */
export const createSettingRow = ({ end = null, isLive = false }: { end?: Node | null; isLive?: boolean } = {}) => {
  const tile = el('span', { class: 'row-tile' })
  const title = el('b')
  const hint = el('span')
  const words = el('div', { class: 't', role: isLive ? 'status' : null }, title, hint)
  let drawn = ''
  return {
    element: el('div', {}, tile, words, end),
    update({ icon: name, tone, title: text, hint: more, isWarning = false }: SettingRow): void {
      setText(title, text)
      setText(hint, more)
      hint.className = isWarning ? 'wrong' : ''
      tile.className = `row-tile ${tone}`.trim()
      if (drawn !== name) tile.replaceChildren(icon(name))
      drawn = name
    },
  }
}
