import type { Texts } from '#client/i18n/tr'
import type { Rewording } from '#client/platform/rewordings'

export type ComposerOptions = {
  t: Texts
  /** What can be attached, see pages/attaching.ts. */
  keys?: readonly HTMLElement[]
  /** A text as it was written, neither blank nor too long, and what it answers. */
  onSend(text: string, replyTo: number | null): void
  /** The text of an own message in a new wording. `false`: refused; it stays here to be tried again or copied. */
  onEdit(id: number, text: string): Promise<boolean>
  /** Arrow up in the empty field. */
  onEditLast(): void
  /** At each change of a text that is not empty. */
  onTyping(): void
  /** At each change, with what now stands in the field; not of an edit. */
  onDraft(text: string): void
  /** At each change of an edit; `null` once it is saved or given up. */
  onReword(rewording: Rewording | null): void
  /** Another message is answered now, or none. */
  onReplyTo(id: number | null): void
}
