import type { CallDeeds, WaitingCall } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'
import { callIcon } from './call-icons.ts'
import type { CallPerson } from './call-options.ts'
import { el } from './element.ts'

type CallWaitingOptions = {
  c: CallTexts
  deeds: Pick<CallDeeds, 'acceptWaiting' | 'declineWaiting'>
  whoIs: (chatId: string, fromName: string | null) => CallPerson
}

/** Who else rings, quietly: to answer ends the call that is on. */
export const createCallWaiting = ({ c, deeds, whoIs }: CallWaitingOptions) => {
  const element = el('div', { class: 'call-waiting', role: 'status', hidden: true })
  const rows = new Map<string, HTMLElement>()

  const action = (className: string, text: string, label: string, run: () => void): HTMLElement => {
    const key = el('button', { type: 'button', class: `key ${className} sm`, 'aria-label': label }, text)
    key.addEventListener('click', run)
    return key
  }
  const createRow = ({ chatId, callId, fromName, video }: WaitingCall, endsOther: boolean): HTMLElement => {
    const { name } = whoIs(chatId, fromName)
    const below = [video ? c.alsoWithVideo : '', endsOther ? c.endsThisOne : ''].filter(Boolean).join('. ')
    return el(
      'div',
      { class: 'row' },
      callIcon(video ? 'video' : 'call', 'md'),
      el('p', {}, el('b', { dir: 'auto' }, c.alsoCalls(name)), below === '' ? null : el('span', {}, below)),
      el(
        'div',
        { class: 'answers' },
        action('', c.declineIt, c.declineItOf(name), () => deeds.declineWaiting(callId)),
        action('green', c.takeIt, c.takeItOf(name), () => deeds.acceptWaiting(callId)),
      ),
    )
  }

  return {
    element,
    /** `endsOther`: a call is on that an answer would end. */
    update(waiting: readonly WaitingCall[], endsOther: boolean): void {
      const kept = new Set(waiting.map(({ callId }) => callId))
      for (const [callId, row] of rows) if (!kept.has(callId)) row.remove()
      for (const callId of [...rows.keys()]) if (!kept.has(callId)) rows.delete(callId)
      for (const one of waiting) {
        if (rows.has(one.callId)) continue
        const row = createRow(one, endsOther)
        rows.set(one.callId, row)
        element.append(row)
      }
      element.hidden = waiting.length === 0
    },
  }
}
