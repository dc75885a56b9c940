import type { NotifyTexts } from '#client/i18n/tr-notify'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

type NotifyAskOptions = { n: NotifyTexts; question: string; onYes(): void; onLater(): void }

/** `fault`: why it did not work, in plain words. */
export type NotifyAskState = { isBusy: boolean; fault: string | null }

/** The question whether to tell of what comes. The browser's own comes only after a press of "yes". */
export const createNotifyAsk = ({ n, question, onYes, onLater }: NotifyAskOptions) => {
  const words = el('p', {}, question)
  const spin = icon('refresh', 'sm spin')
  const yesWords = el('span', {}, n.yes)
  const yes = el('button', { type: 'button', class: 'key sky sm' }, spin, yesWords)
  const later = el(
    'button',
    { type: 'button', class: 'ghost', 'aria-label': n.notNow, title: n.notNow },
    icon('x', 'md'),
  )
  yes.addEventListener('click', () => yes.getAttribute('aria-busy') !== 'true' && onYes())
  later.addEventListener('click', onLater)
  const element = el('div', { class: 'banner sky notify-ask' }, icon('bell', 'md'), words, yes, later)
  return {
    element,
    update({ isBusy, fault }: NotifyAskState): void {
      element.classList.toggle('wrong', fault !== null)
      setText(words, fault ?? question)
      setText(yesWords, isBusy ? n.working : fault ? n.again : n.yes)
      setAttribute(yes, 'aria-busy', isBusy ? 'true' : null)
      spin.toggleAttribute('hidden', !isBusy)
    },
  }
}
