import { el, setAttribute, setText } from './element.ts'
import { type IconName, icon } from './icon.ts'

/** A text that depends is asked for each time the menu opens. */
export type Choice = {
  icon: IconName
  text: string | (() => string)
  lang?: string
  isFinal?: boolean
  /** Asked for each time the menu opens. */
  isShown?: () => boolean
  onChoose(): void
}

const createChoice = ({ icon: name, text, lang, isFinal, isShown = () => true, onChoose }: Choice) => {
  const words = el('span', {}, typeof text === 'string' ? text : text())
  const key = el('button', { type: 'button', class: isFinal ? 'red' : null, lang: lang ?? null }, icon(name), words)
  key.addEventListener('click', onChoose)
  const refresh = (): void => {
    key.hidden = !isShown()
    if (typeof text !== 'string') setText(words, text())
  }
  return { key, refresh }
}

/** Three dots and what they open. A choice, Escape, a tap elsewhere and leaving it by Tab close it. */
export const createMenu = ({ label, choices }: { label: string; choices: Choice[] }): { element: HTMLElement } => {
  const key = el(
    'button',
    { type: 'button', class: 'ghost', 'aria-label': label, 'aria-expanded': 'false' },
    icon('more'),
  )
  const entries = choices.map(createChoice)
  const menu = el('div', { class: 'menu', hidden: true }, ...entries.map((entry) => entry.key))
  const element = el('div', { class: 'acts' }, key, menu)

  const show = (shown: boolean): void => {
    if (shown) for (const entry of entries) entry.refresh()
    menu.hidden = !shown
    setAttribute(key, 'aria-expanded', String(shown))
    if (shown) document.addEventListener('pointerdown', onPointer)
    else document.removeEventListener('pointerdown', onPointer)
  }
  const hideOutside = (target: EventTarget | null): void => {
    if (target instanceof Node && !element.contains(target)) show(false)
  }
  const onPointer = ({ target }: Event): void => hideOutside(target)

  // Before the choice acts: a dialog that it opens gives the focus back to where it finds it.
  const close = (): void => {
    show(false)
    key.focus()
  }

  key.addEventListener('click', () => show(menu.hidden === true))
  menu.addEventListener('click', close, { capture: true })
  element.addEventListener('focusout', ({ relatedTarget }) => hideOutside(relatedTarget))
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return
    event.stopPropagation()
    close()
  })
  return { element }
}
