import { el } from './element.ts'

type PillParts = {
  /** What is answered or edited. */
  bar: HTMLElement
  emojiKey: HTMLElement
  field: HTMLTextAreaElement
  /** What can be attached. */
  keys: readonly HTMLElement[]
}

/** The well around the field; a bar may take the place of all that is in it but what is answered. */
export const createPill = ({ bar, emojiKey, field, keys }: PillParts) => {
  const attaching = el('div', { class: 'attach' }, ...keys)
  const element = el('div', { class: 'pill' }, bar, emojiKey, field, attaching)
  let staged: HTMLElement | null = null
  return {
    element,
    update({
      stagedBar,
      isEdit,
      isDisabled,
    }: {
      stagedBar: HTMLElement | null
      isEdit: boolean
      isDisabled: boolean
    }): void {
      attaching.hidden = isEdit || stagedBar !== null
      for (const part of [emojiKey, field]) part.hidden = stagedBar !== null
      for (const key of attaching.querySelectorAll('button')) key.disabled = isDisabled
      if (stagedBar === staged) return
      const hadFocus = element.contains(document.activeElement)
      staged?.remove()
      if (stagedBar) element.append(stagedBar)
      staged = stagedBar
      if (hadFocus && !stagedBar) field.focus()
    },
  }
}
