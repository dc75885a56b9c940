import type { CallEnd, CallView } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'
import { voiceTextsOf } from '#client/i18n/voice-texts'
import type { MicrophoneFault } from '#client/platform/microphone'
import type { Side } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { type CallLineWords, callClock, callLength } from './call-words.ts'

/** What can be done after a call; `again` and `retry` both ring. */
export type OverKey = 'voice' | 'again' | 'retry' | 'back'

/** What is drawn for an end that nobody wanted. */
export type CallFault = 'microphone' | 'line'

/**
 * `quiet`: not worth a word; `brief`: said, and gone by itself; `lasting`: stays until it is put away. `time` stands beside
 * the title, the code is for whoever runs the server.
 */
export type CallOver = Readonly<{
  stay: 'quiet' | 'brief' | 'lasting'
  title: string
  body: string
  time: string
  fault: CallFault | null
  code: string | null
  keys: readonly OverKey[]
}>

type OverOptions = { c: CallTexts; lang: Language; self: Side; name: string }

type Ended = Pick<CallView, 'isCaller'> & { end: NonNullable<CallView['end']> }

const nobodyAnswered: ReadonlySet<CallEnd> = new Set(['missed', 'declined', 'busy'])
// Trying again makes no other browser of it, no other address, and nobody's mind.
const isForGood = ({ how, fault }: Ended['end']): boolean =>
  how === 'no_calls' || how === 'forbidden' || fault === 'insecure' || fault === 'old'

const stayOf = ({ isCaller, end: { how, durationS } }: Ended): CallOver['stay'] => {
  if (how === 'declined' && !isCaller) return 'quiet'
  if (how === 'hangup' || how === 'cancelled') return 'brief'
  if (how === 'elsewhere') return durationS > 0 ? 'lasting' : 'brief'
  return how === 'missed' && !isCaller ? 'brief' : 'lasting'
}

const microphoneWords = (fault: MicrophoneFault, { c, lang }: OverOptions) => {
  const own: Partial<Record<MicrophoneFault, { title: string; body: string }>> = c.help
  return own[fault] ?? voiceTextsOf(lang).help[fault]
}

const wordsOf = ({ isCaller, end }: Ended, options: OverOptions): { title: string; body: string } => {
  const { c, name } = options
  if (end.how === 'no_microphone') return microphoneWords(end.fault ?? 'failed', options)
  if (!isCaller && (end.how === 'missed' || end.how === 'cancelled')) return { title: c.missedHere, body: '' }
  return c.over(name, callLength(end.durationS, c))[end.how]
}

const keysOf = ({ end }: Ended, self: Side): OverKey[] => {
  if (isForGood(end)) return ['back']
  if (end.how === 'elsewhere') return ['back']
  if (!nobodyAnswered.has(end.how)) return end.how === 'lost' ? ['again', 'back'] : ['retry', 'back']
  return self === 'user' ? ['voice', 'again', 'back'] : ['again', 'back']
}

const faultless: ReadonlySet<CallEnd> = new Set(['hangup', 'cancelled', 'missed', 'declined', 'busy', 'elsewhere'])

const faultOf = (how: CallEnd): CallFault | null => {
  if (faultless.has(how)) return null
  return how === 'no_microphone' ? 'microphone' : 'line'
}

/** How the end of a call is shown to `self`, and what can be done then. */
export const callOverOf = (ended: Ended, options: OverOptions): CallOver => {
  const { how, durationS } = ended.end
  const stay = stayOf(ended)
  return {
    ...wordsOf(ended, options),
    stay,
    time: stay === 'brief' && durationS > 0 ? callClock(durationS * 1000) : '',
    fault: faultOf(how),
    code: how === 'connect_failed' ? 'ice-failed' : null,
    keys: stay === 'lasting' ? keysOf(ended, options.self) : [],
  }
}

/** What stands below the name; who hears the page is told the title too, which is not read out where it stands. */
export const overLineOf = ({ stay, title, body, time }: CallOver): CallLineWords =>
  stay === 'lasting'
    ? { before: `${title}. `, word: body, time: '' }
    : { word: time === '' ? title : `${title} ·`, time }
