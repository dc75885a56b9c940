import type { Texts } from '#client/i18n/tr'
import { el, setText } from './element.ts'
import { drawing } from './icon.ts'
import { placeOfToasts } from './toast.ts'

type UndoToastOptions = { t: Texts; text: string; onUndo(): void }

const circle = 'M13 2.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21Z'

/** What was just done and the way back. The seconds are only drawn: said aloud they would talk over everything else. */
export const showUndoToast = ({ t, text, onUndo }: UndoToastOptions) => {
  const seconds = el('span', { class: 'num' })
  const ring = drawing(26, 26, [{ d: circle }, { d: circle }])
  const key = el('button', { type: 'button', id: 'btnUndo', class: 'key plain sm' }, t.undo)
  const count = el('span', { class: 'count', 'aria-hidden': 'true' }, ring, seconds)
  const element = el('div', { class: 'toast undo' }, el('span', {}, text), key, count)
  key.addEventListener('click', onUndo)
  placeOfToasts().append(element)
  return {
    update: (secondsLeft: number): void => setText(seconds, String(secondsLeft)),
    remove: (): void => element.remove(),
  }
}
