import type { Texts } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import { copyText } from './copy-text.ts'
import { el } from './element.ts'
import { type IconName, icon } from './icon.ts'
import { wordsOf } from './message-words.ts'
import { moveByArrows } from './row-keys.ts'

export type MenuChoice = { icon: IconName; text: string; hint?: string; isFinal?: boolean; onChoose(): void }

type MessageMenuOptions = {
  t: Texts
  entry: Entry
  /** What it was opened at: on a wide screen it stands there. */
  anchor: HTMLElement
  ownReaction: string | null
  choices: readonly MenuChoice[]
  onReact(emoji: string | null): void
  onCopied(): void
}

const quick = ['👍', '❤️', '😂', '😮', '😢', '🙏']
const gapPx = 6

const createQuickBar = ({ t, ownReaction }: MessageMenuOptions, onReact: (emoji: string | null) => void) => {
  const bar = el('div', { class: 'emojis', role: 'group', 'aria-label': t.react })
  for (const emoji of quick) {
    const isOwn = emoji === ownReaction
    const key = el('button', { type: 'button', 'aria-pressed': String(isOwn) }, emoji)
    key.addEventListener('click', () => onReact(isOwn ? null : emoji))
    bar.append(key)
  }
  return bar
}

const createChoice = ({ icon: name, text, hint, isFinal, onChoose }: MenuChoice, leave: () => void) => {
  const label = el('span', {}, text)
  const key = el(
    'button',
    { type: 'button', class: isFinal ? 'red' : null },
    icon(name, 'md'),
    label,
    hint === undefined ? null : el('span', { class: 'hint' }, hint),
  )
  key.addEventListener('click', () => {
    leave()
    onChoose()
  })
  return key
}

const picture = (entry: Entry, t: Texts): HTMLElement =>
  el(
    'div',
    { class: `msg tail ${entry.role} ${entry.mine ? 'mine' : 'theirs'}`, 'aria-hidden': 'true' },
    el('div', { class: 'bubble' }, el('p', { class: 'text', dir: 'auto' }, wordsOf(entry, t))),
  )

/** Beside what opened it, within the window. */
const place = (dialog: HTMLDialogElement, anchor: HTMLElement): void => {
  const from = anchor.getBoundingClientRect()
  const { width, height } = dialog.getBoundingClientRect()
  const within = (at: number, size: number, room: number): number => Math.max(8, Math.min(at, room - size - 8))
  const below = from.bottom + gapPx
  const top = below + height > innerHeight ? from.top - height - gapPx : below
  dialog.style.setProperty('--x', `${within(from.left, width, innerWidth)}px`)
  dialog.style.setProperty('--y', `${within(top, height, innerHeight)}px`)
}

/** Six reactions and what can be done with one message. A dialog of the browser's own: it holds the focus and gives it back. */
export const openMessageMenu = (options: MessageMenuOptions): void => {
  const { t, entry, anchor, choices, onReact, onCopied } = options
  const leave = (): void => dialog.close()
  const bar = createQuickBar(options, (emoji) => {
    leave()
    onReact(emoji)
  })
  const textPlace = anchor.closest('.msg')?.querySelector('.text') ?? null
  const copy: MenuChoice = {
    icon: 'copy',
    text: t.copy,
    onChoose: () => void copyText(entry.text, textPlace).then((isCopied) => isCopied && onCopied()),
  }
  const all = entry.text === '' ? choices : choices.toSpliced(1, 0, copy)
  const list = el('div', { class: 'menu' }, ...all.map((choice) => createChoice(choice, leave)))
  const side = entry.mine ? 'mine' : 'theirs'
  const attributes = { class: `message-menu ${side}`, 'aria-label': t.messageActions }
  const dialog = el('dialog', attributes, bar, picture(entry, t), list)
  moveByArrows(dialog)
  closeByPressOutside(dialog, leave)
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  place(dialog, anchor)
}

// The finger that opened it by a long press is still down: lifting it is no press on what now lies under it.
const closeByPressOutside = (dialog: HTMLDialogElement, leave: () => void): void => {
  let pressed: EventTarget | null = null
  dialog.addEventListener('pointerdown', ({ target }) => {
    pressed = target
  })
  dialog.addEventListener(
    'click',
    (event) => {
      if (event.detail > 0 && pressed === null) event.stopPropagation()
      else if (event.target === dialog && pressed === dialog) leave()
    },
    { capture: true },
  )
}
