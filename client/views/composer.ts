import type { Texts } from '#client/i18n/tr'
import { el, setAttribute } from './element.ts'
import { createEmojiBar } from './emoji-bar.ts'
import { isSendKey } from './enter-key.ts'
import { icon } from './icon.ts'
import { charactersLeft, createTextLimit } from './text-limit.ts'
import { keepAboveKeyboard } from './visual-viewport.ts'

type ComposerOptions = {
  t: Texts
  /** A text as it was written, neither blank nor too long. */
  onSend(text: string): void
  /** At each change of a text that is not empty. */
  onTyping(): void
  /** At each change, with what now stands in the field. */
  onDraft(text: string): void
}

const hasCoarsePointer = (): boolean => matchMedia('(pointer: coarse)').matches

const growsByItself = (): boolean => CSS.supports('field-sizing', 'content')

class Composer {
  readonly element: HTMLElement
  readonly #options: ComposerOptions
  readonly #field: HTMLTextAreaElement
  readonly #emojiKey: HTMLButtonElement
  readonly #sendKey: HTMLButtonElement
  readonly #emojis: HTMLElement
  readonly #limit
  #disabled = false

  constructor(options: ComposerOptions) {
    const { t } = options
    this.#options = options
    this.#field = el('textarea', {
      id: 'txt',
      rows: 1,
      dir: 'auto',
      placeholder: t.writeMessage,
      'aria-label': t.writeMessage,
      enterkeyhint: hasCoarsePointer() ? 'enter' : 'send',
    })
    this.#emojiKey = el(
      'button',
      { id: 'btnEmoji', type: 'button', class: 'ghost', 'aria-label': t.emoji, 'aria-expanded': 'false' },
      icon('smile'),
    )
    this.#sendKey = el(
      'button',
      { id: 'btnSend', type: 'button', class: 'key sky icon send', 'aria-label': t.send, disabled: true },
      icon('send'),
    )
    this.#emojis = createEmojiBar({ label: t.emoji, onPick: (emoji) => this.#insert(emoji) })
    this.#limit = createTextLimit(t)
    const pill = el('div', { class: 'pill' }, this.#emojiKey, this.#field)
    this.element = el('footer', { class: 'dock' }, this.#emojis, this.#limit.element, pill, this.#sendKey)
    this.#listen()
  }

  focus(): void {
    this.#field.focus()
  }

  setDraft(text: string): void {
    this.#field.value = text
    this.#fit()
  }

  update({ disabled }: { disabled: boolean }): void {
    this.#disabled = disabled
    this.#field.disabled = disabled
    this.#emojiKey.disabled = disabled
    if (disabled) this.#showEmojis(false)
    this.#fit()
  }

  #listen(): void {
    this.#field.addEventListener('focus', keepAboveKeyboard, { once: true })
    this.#field.addEventListener('input', () => this.#changed())
    this.#field.addEventListener('keydown', (event) => this.#onKey(event))
    this.#emojiKey.addEventListener('click', ({ detail }) => this.#toggleEmojis(detail === 0))
    this.#sendKey.addEventListener('click', () => this.#send())
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#leaveEmojis()
    })
    // The focus stays in the field, and with it the on-screen keyboard.
    for (const key of [this.#emojiKey, this.#sendKey])
      key.addEventListener('mousedown', (event) => event.preventDefault())
  }

  #onKey(event: KeyboardEvent): void {
    if (!isSendKey(event, hasCoarsePointer())) return
    event.preventDefault()
    this.#send()
  }

  #canSend(): boolean {
    return !this.#disabled && this.#field.value.trim() !== '' && charactersLeft(this.#field.value) >= 0
  }

  #send(): void {
    if (!this.#canSend()) return
    const text = this.#field.value
    this.#field.value = ''
    this.#showEmojis(false)
    this.#fit()
    this.#options.onSend(text)
    this.#options.onDraft('')
  }

  #insert(emoji: string): void {
    const { selectionStart, selectionEnd } = this.#field
    this.#field.setRangeText(emoji, selectionStart, selectionEnd, 'end')
    if (!hasCoarsePointer()) this.#field.focus()
    this.#changed()
  }

  #changed(): void {
    this.#fit()
    this.#options.onDraft(this.#field.value)
    if (this.#field.value !== '') this.#options.onTyping()
  }

  #fit(): void {
    this.#limit.update(this.#field.value)
    this.#sendKey.disabled = !this.#canSend()
    if (growsByItself()) return
    this.#field.style.height = 'auto'
    this.#field.style.height = `${this.#field.scrollHeight}px`
  }

  /** Opened without a pointer the bar takes the focus: it stands before its key, where Tab would not find it. */
  #toggleEmojis(byKeyboard: boolean): void {
    this.#showEmojis(this.#emojis.hidden === true)
    if (byKeyboard && !this.#emojis.hidden) this.#emojis.querySelector('button')?.focus()
  }

  #leaveEmojis(): void {
    if (this.#emojis.contains(document.activeElement)) this.#emojiKey.focus()
    this.#showEmojis(false)
  }

  #showEmojis(shown: boolean): void {
    this.#emojis.hidden = !shown
    setAttribute(this.#emojiKey, 'aria-expanded', String(shown))
  }
}

/** The foot of a conversation: `#txt`, `#btnEmoji`, `#btnSend` and the bar of ten emoji. */
export const createComposer = (options: ComposerOptions) => {
  const composer = new Composer(options)
  return {
    element: composer.element,
    focus: () => composer.focus(),
    setDraft: (text: string) => composer.setDraft(text),
    update: (state: { disabled: boolean }) => composer.update(state),
  }
}
