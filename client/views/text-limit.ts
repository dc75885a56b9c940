import type { Texts } from '#client/i18n/tr'
import { limits } from '#protocol/limits'
import { codePoints } from '#protocol/text'
import { el, setText } from './element.ts'

const warnWithin = 200

/** Code points left of the 4,000 that a message may have once its ends are trimmed; below zero it cannot be sent. */
export const charactersLeft = (text: string): number => limits.textLength - codePoints(text.trim())

/** Nothing while there is room, the number left near the limit, a sentence above it. Only the sentence is announced. */
export const createTextLimit = (t: Texts) => {
  const count = el('span', { 'aria-hidden': 'true' })
  const sentence = el('span', { role: 'status' })
  const element = el('p', { class: 'limit', hidden: true }, sentence, count)
  return {
    element,
    update(text: string): void {
      const left = charactersLeft(text)
      element.hidden = left > warnWithin
      element.classList.toggle('over', left < 0)
      setText(sentence, left < 0 ? t.tooLongRule : '')
      setText(count, left < 0 ? t.tooLong(-left) : String(left))
    },
  }
}
