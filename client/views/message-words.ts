import type { Texts } from '#client/i18n/tr'
import type { Message } from '#protocol/messages'

/** What a message says; the text is empty where there is none, or none that can be shown. */
type Said = { type: Message['type']; text: string }

const signs: Partial<Record<Said['type'], string>> = { image: '📷', audio: '🎤' }

const kindOf = (type: Said['type'], t: Texts): string => (type === 'audio' ? t.voiceNote : t.picture)

/** A message in a few words, as they stand in a list or a quote. */
export const wordsOf = ({ type, text }: Said, t: Texts): string => {
  const sign = signs[type]
  return sign ? `${sign} ${text || kindOf(type, t)}` : text || t.unknownMessage
}

/** The same for those who hear it. */
export const spokenOf = (said: Said, t: Texts): string => {
  if (!signs[said.type]) return wordsOf(said, t)
  const kind = kindOf(said.type, t)
  return said.text === '' ? kind : `${kind}: ${said.text}`
}
