import type { VoiceTexts } from '#client/i18n/voice-texts'

/** "1:05"; a length that is short of a second is one all the same. */
export const clockLength = (ms: number): string => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** As a whole: of how long a voice note is nobody says "0:00". */
export const wholeLength = (ms: number): string =>
  clockLength(ms > 0 ? Math.max(1000, Math.round(ms / 1000) * 1000) : 0)

export const spokenLength = (ms: number, v: VoiceTexts): string => {
  const seconds = Math.round(ms / 1000)
  return v.spoken(Math.floor(seconds / 60), seconds % 60)
}
