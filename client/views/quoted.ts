import type { Texts } from '#client/i18n/tr'
import type { Quote } from '#client/state/types'
import { el, setAttribute, setText } from './element.ts'
import { wordsOf } from './message-words.ts'

type QuotedOptions = {
  t: Texts
  nameOf(speaker: Pick<Quote, 'role' | 'mine'>): string
  onJumpTo(id: number): void
}

export const quotedText = ({ text, ...said }: Pick<Quote, 'type' | 'text' | 'call'>, t: Texts): string =>
  text === null ? t.quotedGone : wordsOf({ ...said, text }, t)

/** Above an answer: whom and what it answers, and the way there. */
export const createQuoted = ({ t, nameOf, onJumpTo }: QuotedOptions) => {
  const name = el('b')
  const text = el('span', { dir: 'auto' })
  const element = el('button', { type: 'button', title: t.jumpToQuoted }, name, text)
  let quoteId = 0
  element.addEventListener('click', () => onJumpTo(quoteId))
  return {
    element,
    update(quote: Quote): void {
      quoteId = quote.id
      const speaker = nameOf(quote)
      setAttribute(element, 'class', `quote of-${quote.role}`)
      setText(name, speaker)
      name.hidden = speaker === ''
      setText(text, quotedText(quote, t))
    },
  }
}
