import type { CallTexts } from '#protocol/export-texts'
import type { MessageCall } from '#protocol/messages'

/** A call in words: `Sesli arama · 4 dk 12 sn`. An outcome that is not known here is left unsaid. */
export const callWords = ({ video, outcome, duration_s: seconds }: MessageCall, texts: CallTexts): string => {
  const kind = video ? 'video' : 'voice'
  if (outcome === 'missed') return texts.missed[kind]
  const ends: Readonly<Record<string, string>> = texts.outcomes
  const said = [texts[kind], lengthOf(seconds, texts), Object.hasOwn(ends, outcome) ? ends[outcome] : '']
  return said.filter(Boolean).join(' · ')
}

/** To the second, of an hour and more to the minute. */
const lengthOf = (all: number, { hours, minutes, seconds }: CallTexts): string => {
  const [h, min, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60]
  const parts = [h > 0 && hours(h), min > 0 && minutes(min), h === 0 && s > 0 && seconds(s)]
  return parts.filter((part) => part !== false).join(' ')
}
