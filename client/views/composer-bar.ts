import type { Texts } from '#client/i18n/tr'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

/** The message that is answered, and whom that answers in words. */
export type ReplyTarget = { id: number; role: 'user' | 'admin' | 'system'; title: string; text: string }

/** What the composer is for at the moment. An edit gives the beginning that stood there before back. */
export type ComposerMode =
  | { kind: 'write'; reply: ReplyTarget | null }
  | { kind: 'edit'; id: number; original: string; before: { text: string; reply: ReplyTarget | null } }

/** Above the field: what is answered or edited, and the way out of it. */
export const createComposerBar = ({ t, onCancel }: { t: Texts; onCancel(): void }) => {
  const title = el('b')
  const text = el('span', { dir: 'auto' })
  const cancel = el('button', { type: 'button', class: 'ghost', 'aria-label': t.cancelReply }, icon('x', 'md'))
  const element = el('div', { class: 'replying', hidden: true }, el('div', { class: 't' }, title, text), cancel)
  cancel.addEventListener('click', onCancel)
  // The focus stays in the field, and with it the on-screen keyboard.
  cancel.addEventListener('mousedown', (event) => event.preventDefault())

  const show = (kind: string, words: { title: string; text: string; cancel: string }): void => {
    element.hidden = false
    setAttribute(element, 'class', `replying ${kind}`)
    setAttribute(cancel, 'aria-label', words.cancel)
    setText(title, words.title)
    setText(text, words.text)
  }
  return {
    element,
    update(mode: ComposerMode): void {
      if (mode.kind === 'edit') show('edit', { title: t.editing, text: mode.original, cancel: t.cancelEdit })
      else if (mode.reply) show(`of-${mode.reply.role}`, { ...mode.reply, cancel: t.cancelReply })
      else element.hidden = true
    },
  }
}
