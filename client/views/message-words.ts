import type { Texts } from '#client/i18n/tr'
import type { Message, MessageCall } from '#protocol/messages'

/** What a message says; the text is empty where there is none, or none that can be shown. */
type Said = { type: Message['type']; text: string; call?: MessageCall | null | undefined }

const signs: Partial<Record<Said['type'], string>> = { image: '📷', audio: '🎤' }

const unanswered = new Set(['missed', 'cancelled'])

/** Nobody took it, whoever it was that rang. */
export const isUnanswered = (call: MessageCall | null | undefined): boolean =>
  call != null && unanswered.has(call.outcome)

const kindOf = ({ type, call }: Said, t: Texts): string => {
  if (call) return isUnanswered(call) ? t.missedCall : t.call
  return type === 'audio' ? t.voiceNote : t.picture
}

const signOf = ({ type, call }: Said): string | undefined => (call ? '📞' : signs[type])

/** A message in a few words, as they stand in a list or a quote. */
export const wordsOf = (said: Said, t: Texts): string => {
  const sign = signOf(said)
  return sign ? `${sign} ${said.text || kindOf(said, t)}` : said.text || t.unknownMessage
}

/** The same for those who hear it. */
export const spokenOf = (said: Said, t: Texts): string => {
  if (!signOf(said)) return wordsOf(said, t)
  const kind = kindOf(said, t)
  return said.text === '' ? kind : `${kind}: ${said.text}`
}
