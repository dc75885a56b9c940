import type { MoveTexts } from '#client/i18n/move-texts'
import type { Side } from '#protocol/messages'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'

type TakeoverOptions = {
  move: MoveTexts
  side: Side
  /** The conversation that this device would leave. */
  insteadOf: string | null
  onTake(): void
  onLeaveIt(): void
}

/** A link from another device was opened: nothing happens before a tap, so that nobody is led into a foreign conversation. */
export const createTakeover = ({ move, side, insteadOf, onTake, onLeaveIt }: TakeoverOptions) => {
  const take = el('button', { type: 'button', class: 'key sky lg wide' }, move.take)
  const leaveIt = el('button', { type: 'button', class: 'key plain wide' }, move.leaveIt)
  const failure = el('p', { class: 'lead', role: 'alert' })
  take.addEventListener('click', onTake)
  leaveIt.addEventListener('click', onLeaveIt)
  const words = el(
    'div',
    {},
    el('h1', {}, move.takeTitle[side]),
    el('p', { class: 'lead' }, move.takeLead[side]),
    insteadOf === null ? null : el('p', { class: 'lead' }, move.takeInstead(insteadOf)),
    failure,
  )
  const box = el('div', { class: 'box' }, el('span', { class: 'tile' }, icon('device', 'xl')), words, take, leaveIt)
  return {
    element: el('main', { class: 'hello' }, box),
    /** `isOver`: to try again would change nothing. */
    fail(text: string, { isOver }: { isOver: boolean }): void {
      setText(failure, text)
      take.hidden = isOver
    },
    setBusy(isBusy: boolean): void {
      take.disabled = isBusy
    },
  }
}
