import type { Texts } from '#client/i18n/tr'
import { el, setAttribute, setText } from './element.ts'
import { type IconName, icon } from './icon.ts'

type FoundBannerOptions = {
  t: Texts
  onNewer(): void
  onOlder(): void
  onClose(): void
  /** It goes while the focus is in it. */
  onLost(): void
}

type Found = { q: string; nth: number; total: number; hasNewer: boolean; hasOlder: boolean }

const createKey = (name: IconName, label: string, run: () => void): HTMLButtonElement => {
  const key = el('button', { type: 'button', class: 'ghost', title: label, 'aria-label': label }, icon(name, 'md'))
  key.addEventListener('click', () => key.getAttribute('aria-disabled') !== 'true' && run())
  return key
}

// Not `disabled`: at the last one the key would lose the focus.
const turn = (key: HTMLButtonElement, on: boolean): void => setAttribute(key, 'aria-disabled', on ? null : 'true')

/** Where one stands among what was found in the open conversation, and the way to the others. */
export const createFoundBanner = ({ t, onNewer, onOlder, onClose, onLost }: FoundBannerOptions) => {
  const place = el('b', { class: 'num' })
  const words = el('span')
  const newer = createKey('up', t.newerHit, onNewer)
  const older = createKey('down', t.olderHit, onOlder)
  const close = createKey('x', t.closeHits, onClose)
  const bar = el('div', { class: 'banner sky', role: 'group', 'aria-label': t.search, hidden: true })
  bar.append(icon('search', 'md'), el('p', {}, place, ' ', words), newer, older, close)
  const said = el('p', { class: 'sr', role: 'status' })
  return {
    element: el('div', { class: 'found' }, bar, said),
    update(found: Found | null): void {
      if (found === null && bar.contains(document.activeElement)) onLost()
      bar.hidden = found === null
      setText(said, found ? t.hitPlace(found.nth, found.total) : '')
      if (found === null) return
      setText(place, `${found.nth} / ${found.total}`)
      setText(words, t.inThisThread(found.q))
      turn(newer, found.hasNewer)
      turn(older, found.hasOlder)
    },
  }
}
