import type { MoveTexts } from '#client/i18n/move-texts'
import type { Texts } from '#client/i18n/tr'
import type { Side } from '#protocol/messages'
import { copyText } from './copy-text.ts'
import { minutesAndSeconds, startCountdown } from './countdown.ts'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'
import { createQr } from './qr.ts'
import { createSheet } from './sheet.ts'

type Code = { link: string; until: number }
export type HandoverState = { code: Code | null; failed: string | null }

type HandoverOptions = { t: Texts; move: MoveTexts; side: Side; isLocal: boolean; onAgain(): void; onClose(): void }

/** A code for the camera of another device, how long it is good, and the link behind it. */
export const createHandoverSheet = ({ t, move, side, isLocal, onAgain, onClose }: HandoverOptions) => {
  const picture = el('div', { class: 'code-place' })
  const left = el('span')
  const time = el('p', { class: 'code-time' }, icon('clock', 'xs'), left)
  const words = el('span', {}, move.copy)
  const copy = el('button', { type: 'button', class: 'key lg wide' }, icon('copy', 'md'), words)
  const again = el('button', { type: 'button', class: 'key sky lg wide' }, move.again)
  const failure = el('p', { class: 'lead', role: 'alert' })
  let code: Code | null = null
  let stopCounting = (): void => {}

  const sheet = createSheet({
    t,
    title: move.title[side],
    className: 'short handover',
    content: [
      el('p', { class: 'lead' }, move.lead[side]),
      ...(isLocal ? [el('p', { class: 'lead' }, move.local)] : []),
      el('div', { class: 'code-box' }, picture, time),
      failure,
      copy,
      again,
    ],
    onClose: () => {
      stopCounting()
      onClose()
    },
  })

  const showLeft = (leftMs: number): void => {
    const isOver = leftMs === 0
    setText(left, isOver ? move.expired : move.validFor(minutesAndSeconds(leftMs)))
    picture.classList.toggle('is-over', isOver)
    copy.hidden = isOver
    again.hidden = !isOver
  }
  const update = (state: HandoverState): void => {
    stopCounting()
    code = state.code
    setText(failure, state.failed ?? '')
    failure.hidden = state.failed === null
    time.hidden = code === null
    copy.hidden = code === null
    again.hidden = state.failed === null
    setText(words, move.copy)
    picture.replaceChildren(code ? createQr(code.link, move.code) : el('i', { class: 'bone' }))
    picture.hidden = state.failed !== null
    if (code) stopCounting = startCountdown(sheet.element, code.until, showLeft)
  }

  copy.addEventListener('click', () => {
    void copyText(code?.link ?? '', null).then((isCopied) =>
      setText(words, isCopied ? move.copied : (code?.link ?? '')),
    )
  })
  again.addEventListener('click', onAgain)
  return { open: sheet.open, update }
}
