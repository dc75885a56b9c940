import type { CallTexts } from '#client/i18n/call-texts'
import type { MessageCall, Side } from '#protocol/messages'
import { type CallIconName, callIcon, redrawCallIcon } from './call-icons.ts'
import { callLength } from './call-words.ts'
import type { Dates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

type CallCardOptions = {
  c: CallTexts
  dates: Dates
  self: Side
  onCallBack: (video: boolean) => void
  /** Nobody answered: a voice note can be left. Where it is not given, nothing is offered. */
  onLeaveVoice?: () => void
}

type CardTone = 'green' | 'amber' | 'red' | 'plain'
type CardKey = 'callBack' | 'leave' | null
/** What a card says, and what it offers. */
export type CallCardWords = Readonly<{ tone: CardTone; drawing: CallIconName; title: string; key: CardKey }>

const talked = ({ video }: MessageCall, { card }: CallTexts): CallCardWords => ({
  tone: 'green',
  drawing: video ? 'video' : 'call',
  title: video ? card.talkedVideo : card.talkedVoice,
  key: null,
})

const ofCaller = (call: MessageCall, { card }: CallTexts): CallCardWords => {
  if (call.outcome === 'declined')
    return { tone: 'amber', drawing: 'outgoing', title: card.declinedByOther, key: 'leave' }
  if (call.outcome === 'cancelled') return { tone: 'plain', drawing: 'outgoing', title: card.cancelled, key: null }
  return { tone: 'amber', drawing: 'outgoing', title: card.noAnswer, key: 'leave' }
}

const ofCallee = (call: MessageCall, { card }: CallTexts): CallCardWords =>
  call.outcome === 'declined'
    ? { tone: 'plain', drawing: 'missed', title: card.declinedByYou, key: 'callBack' }
    : { tone: 'red', drawing: 'missed', title: call.video ? card.missedVideo : card.missed, key: 'callBack' }

/** A call in the words of `self`. */
export const callCardWords = (call: MessageCall, self: Side, c: CallTexts): CallCardWords => {
  switch (call.outcome) {
    case 'missed':
    case 'cancelled':
    case 'declined':
      return call.from === self ? ofCaller(call, c) : ofCallee(call, c)
    case 'lost':
      return { tone: 'red', drawing: call.video ? 'videoOff' : 'missed', title: c.card.lost, key: 'callBack' }
    case 'connect_failed':
      return { tone: 'red', drawing: call.video ? 'videoOff' : 'missed', title: c.card.failed, key: 'callBack' }
    default:
      return talked(call, c)
  }
}

/** A call in the conversation: how it went, when, for how long, and the key to call back. */
export const createCallCard = ({ c, dates, self, onCallBack, onLeaveVoice }: CallCardOptions) => {
  const drawing = callIcon('call')
  const tile = el('span', { class: 'row-tile', 'aria-hidden': 'true' }, drawing)
  const [title, time, length] = [el('b'), el('time'), el('span')]
  const words = el('div', { class: 't' }, title, el('span', { class: 'num' }, time, length))
  const back = el('button', { type: 'button', class: 'key green sm' }, icon('phone', 'sm'), c.callBack)
  const leave = el(
    'button',
    { type: 'button', class: 'key sm', 'aria-label': `${c.card.leave}: ${c.leaveVoice}` },
    icon('mic', 'sm'),
    c.card.leave,
  )
  let video = false
  back.addEventListener('click', () => onCallBack(video))
  leave.addEventListener('click', () => onLeaveVoice?.())
  return {
    element: el('div', { class: 'call-card' }, tile, words, back, leave),
    /** `createdAt`: milliseconds since 1970, when the call was over. */
    update({ call, createdAt }: { call: MessageCall; createdAt: number }): void {
      const shown = callCardWords(call, self, c)
      const lasted = callLength(call.duration_s, c)
      video = call.video
      setAttribute(tile, 'class', `row-tile ${shown.tone}`)
      redrawCallIcon(drawing, shown.drawing)
      setText(title, shown.title)
      setText(time, dates.clock(createdAt))
      setAttribute(time, 'datetime', new Date(createdAt).toISOString())
      setAttribute(time, 'title', dates.full(createdAt))
      setText(length, lasted === '' ? '' : ` · ${lasted}`)
      back.hidden = shown.key !== 'callBack'
      leave.hidden = shown.key !== 'leave' || onLeaveVoice === undefined
    },
  }
}
