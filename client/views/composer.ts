import type { Rewording } from '#client/platform/rewordings'
import type { ComposerMode, ReplyTarget } from './composer-bar.ts'
import { hasCoarsePointer, isPlainUp } from './composer-field.ts'
import { createComposerFrame } from './composer-frame.ts'
import type { ComposerOptions } from './composer-options.ts'
import { isSendKey } from './enter-key.ts'
import type { Staging, StagingComposer } from './staging.ts'
import { charactersLeft } from './text-limit.ts'

class Composer implements StagingComposer {
  readonly element: HTMLElement
  readonly #options: ComposerOptions
  readonly #frame
  readonly #field: HTMLTextAreaElement
  #mode: ComposerMode = { kind: 'write', reply: null }
  #staging: Staging | null = null
  #disabled = false
  #saving = false

  constructor(options: ComposerOptions) {
    const { t, keys = [] } = options
    const [onSend, onEmoji] = [() => this.send(), (emoji: string) => this.#insert(emoji)]
    this.#options = options
    this.#frame = createComposerFrame({ t, keys, onSend, onEmoji, onCancel: () => this.#cancel() })
    this.#field = this.#frame.field
    this.element = this.#frame.element
    this.#listen()
  }

  focus(): void {
    this.#field.focus()
  }

  send(): void {
    void this.#finish()
  }

  /** Another conversation's beginning: what is edited, answered or staged in the one before stays there. */
  setDraft(text: string): void {
    this.#leaveStaging()
    this.#turnTo({ kind: 'write', reply: null }, text)
  }

  update({ disabled }: { disabled: boolean }): void {
    this.#disabled = disabled
    this.refresh()
  }

  mode(): ComposerMode {
    return this.#mode
  }

  canStage(): boolean {
    return !this.#disabled && this.#mode.kind === 'write'
  }

  stage(staging: Staging | null): void {
    if (staging) this.#leaveStaging()
    this.#staging = staging
    this.#frame.emojis.hide()
    this.refresh()
  }

  /** The message that the next one answers; `null` for none. */
  reply(target: ReplyTarget | null): void {
    if (this.#mode.kind === 'edit') this.#cancel()
    this.#turnTo({ kind: 'write', reply: target }, this.#field.value)
    this.#options.onReplyTo(target?.id ?? null)
  }

  /** The field takes the text of an own message, until it is saved or given up. */
  edit(id: number, text: string): void {
    if (this.#saving || this.#staging) return
    if (this.#mode.kind === 'edit') this.#cancel()
    this.resumeEdit({ id, text }, text)
    this.#field.focus()
    this.#field.setSelectionRange(text.length, text.length)
  }

  /** As `edit`, with what was worded before this page was loaded anew or left; takes no focus. */
  resumeEdit({ id, text }: Rewording, original: string): void {
    if (this.#mode.kind === 'edit' || this.#staging) return
    const before = { text: this.#field.value, reply: this.#mode.reply }
    this.#turnTo({ kind: 'edit', id, original, before }, text)
  }

  refresh(): void {
    const [mode, staging, isDisabled, isSaving] = [this.#mode, this.#staging, this.#disabled, this.#saving]
    this.#frame.update({ mode, staging, isDisabled, isSaving, canFinish: this.#canFinish() })
  }

  #listen(): void {
    this.#field.addEventListener('input', () => this.#changed())
    this.#field.addEventListener('keydown', (event) => this.#onKey(event))
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.#leaveSomething()) return
      event.preventDefault()
      event.stopPropagation()
    })
  }

  #leaveSomething(): boolean {
    return this.#frame.emojis.leave() || this.#leaveStaging() || this.#cancel()
  }

  #onKey(event: KeyboardEvent): void {
    if (isPlainUp(event) && this.#field.value === '' && this.#mode.kind === 'write' && !this.#staging) {
      event.preventDefault()
      this.#options.onEditLast()
    }
    if (!isSendKey(event, hasCoarsePointer())) return
    event.preventDefault()
    this.send()
  }

  #canFinish(): boolean {
    if (this.#disabled || this.#saving || charactersLeft(this.#field.value) < 0) return false
    return this.#staging ? this.#staging.canSend() : this.#field.value.trim() !== ''
  }

  async #finish(): Promise<void> {
    if (!this.#canFinish()) return
    const mode = this.#mode
    const text = this.#field.value
    this.#frame.emojis.hide()
    if (mode.kind === 'write') this.#send(text, mode.reply)
    else if (text.trim() === mode.original.trim()) this.#cancel()
    else await this.#save(mode, text)
  }

  #send(text: string, reply: ReplyTarget | null): void {
    const staging = this.#staging
    // Over a bar nobody sees the text that was begun: it is no caption and stays.
    const isTextSent = !staging?.bar
    this.#staging = null
    this.#turnTo({ kind: 'write', reply: null }, isTextSent ? '' : text)
    if (staging) staging.send(isTextSent ? text.trim() : '', reply?.id ?? null)
    else this.#options.onSend(text, reply?.id ?? null)
    if (isTextSent) this.#options.onDraft('')
    if (reply) this.#options.onReplyTo(null)
  }

  async #save(mode: ComposerMode & { kind: 'edit' }, text: string): Promise<void> {
    this.#saving = true
    this.refresh()
    const isSaved = await this.#options.onEdit(mode.id, text)
    this.#saving = false
    this.refresh()
    // What was typed while it was saved is not thrown away.
    if (isSaved && this.#mode === mode && this.#field.value === text) this.#cancel()
  }

  /** False when there is none. */
  #leaveStaging(): boolean {
    const staging = this.#staging
    if (!staging) return false
    this.stage(null)
    staging.leave()
    return true
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
    this.refresh()
  }

  #insert(emoji: string): void {
    const { selectionStart, selectionEnd } = this.#field
    this.#field.setRangeText(emoji, selectionStart, selectionEnd, 'end')
    if (!hasCoarsePointer()) this.#field.focus()
    this.#changed()
  }

  #changed(): void {
    this.refresh()
    const { value: text } = this.#field
    if (this.#mode.kind === 'write') this.#options.onDraft(text)
    else this.#options.onReword({ id: this.#mode.id, text })
    if (text !== '') this.#options.onTyping()
  }
}

/** The foot of a conversation: `#txt`, `#btnEmoji`, `#btnSend` and the bar of ten emoji. */
export const createComposer = (options: ComposerOptions): Composer => new Composer(options)
