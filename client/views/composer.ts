import type { Rewording } from '#client/platform/rewordings'
import { type ComposerMode, createComposerBar, type ReplyTarget } from './composer-bar.ts'
import { createComposerField, hasCoarsePointer, isPlainUp } from './composer-field.ts'
import type { ComposerOptions } from './composer-options.ts'
import { el, setAttribute } from './element.ts'
import { createEmojiKey } from './emoji-key.ts'
import { isSendKey } from './enter-key.ts'
import { createSendKey } from './send-key.ts'
import { charactersLeft, createTextLimit } from './text-limit.ts'

class Composer {
  readonly element: HTMLElement
  readonly #options: ComposerOptions
  readonly #grown
  readonly #field: HTMLTextAreaElement
  readonly #sendKey
  readonly #emojis
  readonly #limit
  readonly #bar
  #mode: ComposerMode = { kind: 'write', reply: null }
  #disabled = false
  #saving = false

  constructor(options: ComposerOptions) {
    const { t } = options
    this.#options = options
    this.#grown = createComposerField(t)
    this.#field = this.#grown.element
    this.#sendKey = createSendKey(t, () => void this.#finish())
    this.#emojis = createEmojiKey({ label: t.emoji, onPick: (emoji) => this.#insert(emoji) })
    this.#limit = createTextLimit(t)
    this.#bar = createComposerBar({ t, onCancel: () => this.#cancel() })
    const pill = el('div', { class: 'pill' }, this.#bar.element, this.#emojis.key, this.#field)
    this.element = el('footer', { class: 'dock' }, this.#emojis.bar, this.#limit.element, pill, this.#sendKey.element)
    this.#listen()
  }

  focus(): void {
    this.#field.focus()
  }

  /** Another conversation's beginning: what is edited or answered in the one before stays there. */
  setDraft(text: string): void {
    this.#turnTo({ kind: 'write', reply: null }, text)
  }

  update({ disabled }: { disabled: boolean }): void {
    this.#disabled = disabled
    this.#field.disabled = disabled
    this.#emojis.key.disabled = disabled
    if (disabled) this.#emojis.hide()
    this.#fit()
  }

  get mode(): ComposerMode {
    return this.#mode
  }

  reply(target: ReplyTarget | null): void {
    if (this.#mode.kind === 'edit') this.#cancel()
    this.#turnTo({ kind: 'write', reply: target }, this.#field.value)
    this.#options.onReplyTo(target?.id ?? null)
  }

  edit(id: number, text: string): void {
    if (this.#saving) return
    if (this.#mode.kind === 'edit') this.#cancel()
    this.resumeEdit({ id, text }, text)
    this.#field.focus()
    this.#field.setSelectionRange(text.length, text.length)
  }

  resumeEdit({ id, text }: Rewording, original: string): void {
    if (this.#mode.kind === 'edit') return
    const before = { text: this.#field.value, reply: this.#mode.reply }
    this.#turnTo({ kind: 'edit', id, original, before }, text)
  }

  #listen(): void {
    this.#field.addEventListener('input', () => this.#changed())
    this.#field.addEventListener('keydown', (event) => this.#onKey(event))
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !(this.#emojis.leave() || this.#cancel())) return
      event.preventDefault()
      event.stopPropagation()
    })
  }

  #onKey(event: KeyboardEvent): void {
    if (isPlainUp(event) && this.#field.value === '' && this.#mode.kind === 'write') {
      event.preventDefault()
      this.#options.onEditLast()
    }
    if (!isSendKey(event, hasCoarsePointer())) return
    event.preventDefault()
    void this.#finish()
  }

  #canFinish(): boolean {
    if (this.#disabled || this.#saving) return false
    return this.#field.value.trim() !== '' && charactersLeft(this.#field.value) >= 0
  }

  async #finish(): Promise<void> {
    if (!this.#canFinish()) return
    const mode = this.#mode
    const text = this.#field.value
    this.#emojis.hide()
    if (mode.kind === 'write') this.#send(text, mode.reply)
    else if (text.trim() === mode.original.trim()) this.#cancel()
    else await this.#save(mode, text)
  }

  #send(text: string, reply: ReplyTarget | null): void {
    this.#turnTo({ kind: 'write', reply: null }, '')
    this.#options.onSend(text, reply?.id ?? null)
    this.#options.onDraft('')
    if (reply) this.#options.onReplyTo(null)
  }

  async #save(mode: ComposerMode & { kind: 'edit' }, text: string): Promise<void> {
    this.#setSaving(true)
    const isSaved = await this.#options.onEdit(mode.id, text)
    this.#setSaving(false)
    // What was typed while it was saved is not thrown away.
    if (isSaved && this.#mode === mode && this.#field.value === text) this.#cancel()
  }

  #setSaving(isSaving: boolean): void {
    this.#saving = isSaving
    setAttribute(this.#field, 'aria-busy', isSaving ? 'true' : null)
    this.#fit()
  }

  /** Out of an edit or an answer; false when there is none. */
  #cancel(): boolean {
    if (this.#mode.kind === 'edit') {
      const { text, reply } = this.#mode.before
      this.#options.onReword(null)
      this.#turnTo({ kind: 'write', reply }, text)
      return true
    }
    if (!this.#mode.reply) return false
    this.reply(null)
    return true
  }

  #turnTo(mode: ComposerMode, text: string): void {
    this.#mode = mode
    this.#field.value = text
    this.#bar.update(mode)
    this.#sendKey.update(mode.kind === 'edit')
    this.#fit()
  }

  #insert(emoji: string): void {
    const { selectionStart, selectionEnd } = this.#field
    this.#field.setRangeText(emoji, selectionStart, selectionEnd, 'end')
    if (!hasCoarsePointer()) this.#field.focus()
    this.#changed()
  }

  #changed(): void {
    this.#fit()
    const { value: text } = this.#field
    if (this.#mode.kind === 'write') this.#options.onDraft(text)
    else this.#options.onReword({ id: this.#mode.id, text })
    if (text !== '') this.#options.onTyping()
  }

  #fit(): void {
    this.#limit.update(this.#field.value)
    this.#sendKey.element.disabled = !this.#canFinish()
    this.#grown.fit()
  }
}

/** The foot of a conversation: `#txt`, `#btnEmoji`, `#btnSend` and the bar of ten emoji. */
export const createComposer = (options: ComposerOptions) => {
  const composer = new Composer(options)
  return {
    element: composer.element,
    focus: () => composer.focus(),
    setDraft: (text: string) => composer.setDraft(text),
    /** The message that the next one answers; `null` for none. */
    reply: (target: ReplyTarget | null) => composer.reply(target),
    mode: () => composer.mode,
    /** The field takes the text of an own message, until it is saved or given up. */
    edit: (id: number, text: string) => composer.edit(id, text),
    /** As `edit`, with what was worded before this page was loaded anew or left; takes no focus. */
    resumeEdit: (rewording: Rewording, original: string) => composer.resumeEdit(rewording, original),
    update: (state: { disabled: boolean }) => composer.update(state),
  }
}
