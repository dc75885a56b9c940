import type { CallTexts } from '#client/i18n/call-texts'
import type { Clock } from '#client/platform/clock'
import type { CallOver, OverKey } from './call-ends.ts'
import { callIcon } from './call-icons.ts'
import { createCallTip } from './call-tip.ts'
import { callClock } from './call-words.ts'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'

type CallOverOptions = { c: CallTexts; clock: Clock; onPress: (key: OverKey) => void }

const drawings: Record<OverKey, () => SVGSVGElement> = {
  voice: () => icon('mic'),
  again: () => icon('phone'),
  retry: () => icon('refresh'),
  back: () => callIcon('chat'),
}

const labelOf = (key: OverKey, c: CallTexts): string =>
  ({ voice: c.leaveVoice, again: c.again, retry: c.retry, back: c.toChat })[key]

const codeTip = (code: string, c: CallTexts): HTMLElement =>
  createCallTip({ icon: icon('info', 'md'), title: c.forOperator, body: [`${c.needsTurn} `, el('code', {}, code)] })

/** Below the words of an end: what to know of it, and what can be done now. The first key is the one to press. */
export const createCallOver = ({ c, clock, onPress }: CallOverOptions) => {
  const element = el('div', { class: 'call-over', hidden: true })
  let first: HTMLElement | null = null
  let stopCounting = (): void => {}

  const createKey = (key: OverKey, nth: number): HTMLButtonElement => {
    const made = el(
      'button',
      { type: 'button', class: `key lg wide${nth === 0 ? ' sky' : ''}` },
      drawings[key](),
      labelOf(key, c),
    )
    made.addEventListener('click', () => onPress(key))
    return made
  }

  /** Rings are refused until then: the key to ring says for how long. */
  const countDown = (key: HTMLButtonElement, until: number): HTMLElement => {
    const left = el('span', { class: 'num', role: 'timer' })
    const line = el('p', { class: 'call-wait' }, c.againIn, ' ', left)
    const tick = (): void => {
      const leftMs = until - clock.now()
      key.disabled = leftMs > 0
      line.hidden = leftMs <= 0
      setText(left, callClock(Math.ceil(leftMs / 1000) * 1000))
      if (leftMs > 0) stopCounting = clock.after(Math.min(1000, leftMs), tick)
    }
    tick()
    return line
  }

  const clear = (): void => {
    stopCounting()
    stopCounting = (): void => {}
    first = null
  }

  return {
    element,
    /** `refusedUntil`: milliseconds since 1970. */
    show({ keys, code }: CallOver, refusedUntil: number | null): void {
      clear()
      const made = keys.map(createKey)
      const ringing = made[keys.indexOf('retry')]
      const wait = ringing && refusedUntil !== null ? countDown(ringing, refusedUntil) : null
      const tip = code === null ? null : codeTip(code, c)
      first = made.find(({ disabled }) => !disabled) ?? null
      element.replaceChildren(...[tip, wait].filter((one) => one !== null), ...made)
      element.hidden = false
    },
    hide(): void {
      clear()
      element.replaceChildren()
      element.hidden = true
    },
    focus: (): void => first?.focus(),
  }
}
