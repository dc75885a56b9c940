import type { Container } from '#protocol/media'

/** Says '' for what it cannot play, as `HTMLMediaElement.canPlayType` does. */
type CanPlay = (type: string) => string

// In the order in which browsers are at ease with them: an Ogg plays in Safari only since 18.4, a WebM since 17.4.
const opusIn: readonly Container[] = ['webm', 'mp4', 'ogg']
const rewrapped = new Set(['audio/webm', 'audio/ogg', 'audio/mp4'])

const containersFor = (canPlay: CanPlay): Container[] =>
  opusIn.filter((container) => canPlay(`audio/${container}; codecs=opus`) !== '')

/** Where this browser finds a stored voice note, the best first; the last is the file as it was recorded. */
export const addressesOf = (url: string, mime: string, canPlay: CanPlay): string[] => {
  const containers = rewrapped.has(mime) ? containersFor(canPlay) : []
  return [...containers.map((container) => `${url}?as=${container}`), url]
}
