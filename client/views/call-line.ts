import type { CallLineWords } from './call-words.ts'
import { el, setAttribute, setText } from './element.ts'

/** A word and a running time: of the word a screen reader tells, of each second it does not. */
export const createCallLine = (attributes: Record<string, string> = {}) => {
  const before = el('span', { class: 'sr' })
  const word = el('span')
  const time = el('span', { class: 'num', role: 'timer', 'aria-live': 'off' })
  const element = el('p', { class: 'call-line', 'aria-live': 'polite', ...attributes }, before, word, ' ', time)
  return {
    element,
    show(words: CallLineWords): void {
      setText(before, words.before ?? '')
      setText(word, words.word)
      setAttribute(word, 'class', words.isSpoken ? 'sr' : null)
      setText(time, words.time)
    },
  }
}
