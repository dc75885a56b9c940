import type { Texts } from '#client/i18n/tr'
import { type ComposerMode, createComposerBar } from './composer-bar.ts'
import { createComposerField } from './composer-field.ts'
import { createPill } from './composer-pill.ts'
import { el, setAttribute } from './element.ts'
import { createEmojiKey } from './emoji-key.ts'
import { createSendKey } from './send-key.ts'
import type { Staging } from './staging.ts'
import { createTextLimit } from './text-limit.ts'

type FrameOptions = {
  t: Texts
  keys: readonly HTMLElement[]
  onSend(): void
  onEmoji(emoji: string): void
  onCancel(): void
}

type Shown = { mode: ComposerMode; staging: Staging | null; isDisabled: boolean; isSaving: boolean; canFinish: boolean }

/** What the composer is made of, and how it looks while it writes, edits or has something staged. */
export const createComposerFrame = ({ t, keys, onSend, onEmoji, onCancel }: FrameOptions) => {
  const grown = createComposerField()
  const { element: field } = grown
  const sendKey = createSendKey(t, onSend)
  const emojis = createEmojiKey({ label: t.emoji, onPick: onEmoji })
  const limit = createTextLimit(t)
  const bar = createComposerBar({ t, onCancel })
  const pill = createPill({ bar: bar.element, emojiKey: emojis.key, field, keys })
  return {
    element: el('footer', { class: 'dock' }, emojis.bar, limit.element, pill.element, sendKey.element),
    field,
    emojis,
    update({ mode, staging, isDisabled, isSaving, canFinish }: Shown): void {
      const isEdit = mode.kind === 'edit'
      bar.update(mode)
      grown.ask(staging?.placeholder ?? t.writeMessage)
      field.disabled = isDisabled
      setAttribute(field, 'aria-busy', isSaving ? 'true' : null)
      emojis.key.disabled = isDisabled
      if (isDisabled) emojis.hide()
      limit.update(field.value)
      sendKey.update(isEdit)
      sendKey.element.disabled = !canFinish
      pill.update({ stagedBar: staging?.bar ?? null, isEdit, isDisabled })
      grown.fit()
    },
  }
}
