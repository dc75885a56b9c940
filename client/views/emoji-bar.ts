import { el } from './element.ts'

const quick = ['👍', '❤️', '😊', '😂', '🙏', '👏', '🎉', '😮', '😢', '✅']

/** Ten emoji under the thumb. A press leaves the focus where it is, so the on-screen keyboard neither comes nor goes. */
export const createEmojiBar = ({ label, onPick }: { label: string; onPick(emoji: string): void }): HTMLElement => {
  const element = el('div', { class: 'emojis', role: 'group', 'aria-label': label, hidden: true })
  element.append(...quick.map((emoji) => el('button', { type: 'button' }, emoji)))
  element.addEventListener('mousedown', (event) => event.preventDefault())
  element.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLButtonElement) onPick(target.textContent)
  })
  return element
}
