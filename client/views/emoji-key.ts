import { el, setAttribute } from './element.ts'
import { createEmojiBar } from './emoji-bar.ts'
import { icon } from './icon.ts'

/** `#btnEmoji` and the bar of ten that it opens. */
export const createEmojiKey = ({ label, onPick }: { label: string; onPick(emoji: string): void }) => {
  const key = el(
    'button',
    { id: 'btnEmoji', type: 'button', class: 'ghost', 'aria-label': label, 'aria-expanded': 'false' },
    icon('smile'),
  )
  const bar = createEmojiBar({ label, onPick })

  const show = (shown: boolean): void => {
    bar.hidden = !shown
    setAttribute(key, 'aria-expanded', String(shown))
  }
  key.addEventListener('mousedown', (event) => event.preventDefault())
  // Opened without a pointer the bar takes the focus: it stands before its key, where Tab would not find it.
  key.addEventListener('click', ({ detail }) => {
    show(bar.hidden === true)
    if (detail === 0 && !bar.hidden) bar.querySelector('button')?.focus()
  })
  return {
    key,
    bar,
    hide: () => show(false),
    /** By Escape; false when it was not open. */
    leave(): boolean {
      if (bar.hidden) return false
      if (bar.contains(document.activeElement)) key.focus()
      show(false)
      return true
    },
  }
}
