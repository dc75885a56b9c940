import type { MoveTexts } from '#client/i18n/move-texts'
import type { Side } from '#protocol/messages'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'

type TakeoverOptions = {
  move: MoveTexts
  side: Side
  /** What this device would leave, in words; null where it has no conversation. */
  warning: string | null
  onTake(): void
  onLeaveIt(): void
}

/** A link from another device was opened: nothing happens before a tap, so that nobody is led into a foreign conversation. */
export const createTakeover = ({ move, side, warning, onTake, onLeaveIt }: TakeoverOptions) => {
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
    warning === null ? null : el('p', { class: 'lead' }, warning),
    failure,
  )
  const box = el('div', { class: 'box' }, el('span', { class: 'tile' }, icon('device', 'xl')), words, take, leaveIt)
  return {
    element: el('main', { class: 'hello' }, box),
    /** `isOver`: to try again would change nothing. */
    fail(text: string, { isOver }: { isOver: boolean }): void {
      setText(failure, text)
      take.hidden = isOver
      if (isOver) setText(leaveIt, move.goOn)
    },
    setBusy(isBusy: boolean): void {
      // Nor can it be left then: the answer that is on its way would still move this device.
      take.disabled = isBusy
      leaveIt.disabled = isBusy
    },
  }
}
