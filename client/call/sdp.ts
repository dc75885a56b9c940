/** What is asked of the other end's Opus encoder: speech, in mono, that repairs losses and is quiet in silence (RFC 7587 section 6.1). */
const opusWishes: Readonly<Record<string, string>> = {
  useinbandfec: '1',
  usedtx: '1',
  stereo: '0',
  'sprop-stereo': '0',
  maxaveragebitrate: '32000',
}

const opusLine = /^a=rtpmap:(\d+) opus\/48000/im
const turnLine = /^a=x-konusma-turn:(\S+)[ \t]*\r?\n?/im

const withWishes = (parameters: string): string => {
  const kept = parameters.split(';').filter((part) => part.trim() && !((part.split('=')[0] ?? '').trim() in opusWishes))
  const wished = Object.entries(opusWishes).map(([name, value]) => `${name}=${value}`)
  return [...kept.map((part) => part.trim()), ...wished].join(';')
}

/** The description with our wishes beside what else it asks of Opus; as it is where it knows no Opus. */
export const withOpusWishes = (sdp: string): string => {
  const payload = opusLine.exec(sdp)?.[1]
  if (payload === undefined) return sdp
  const parameters = new RegExp(`^(a=fmtp:${payload} )(.*?)(\r?)$`, 'm')
  if (parameters.test(sdp)) return sdp.replace(parameters, (_, head, body, end) => head + withWishes(body) + end)
  const map = new RegExp(`^(a=rtpmap:${payload} .*?)(\r?\n|$)`, 'm')
  return sdp.replace(map, (_, line, end) => `${line}${end || '\r\n'}a=fmtp:${payload} ${withWishes('')}${end}`)
}

/** Of the certificate, by which one connection is known from another; null where none is named. */
export const fingerprintOf = (sdp: string): string | null =>
  /^a=fingerprint:\S+ (\S+)/im.exec(sdp)?.[1]?.toUpperCase() ?? null

/**
 * Firefox gives its old addresses up with the answer to a restart, and Chromium prefers them to new ones that it learns
 * of by a check: it has to be told of the new ones before.
 */
export const isOfFirefox = (sdp: string): boolean => /^o=mozilla/m.test(sdp)

/** The names that candidates of this description bear. */
export const ufragsOf = (sdp: string): Set<string> =>
  new Set([...sdp.matchAll(/^a=ice-ufrag:(\S+)/gim)].flatMap(([, ufrag]) => ufrag ?? []))

/**
 * Which offer it is, or which one it answers: an offer may go by two ways, and be overtaken. Browsers do not get to see
 * this line; an end that does not know it leaves it out.
 */
export const withTurn = (sdp: string, turn: string | null): string => {
  const bare = withoutTurn(sdp)
  return turn === null ? bare : `${bare}${bare.endsWith('\n') ? '' : '\r\n'}a=x-konusma-turn:${turn}\r\n`
}

export const withoutTurn = (sdp: string): string => sdp.replace(turnLine, '')

export const turnOf = (sdp: string): string | null => turnLine.exec(sdp)?.[1] ?? null

const placeOf = (turn: string): [of: string, ordinal: number] => {
  const at = turn.lastIndexOf('.')
  return [turn.slice(0, at), Number(turn.slice(at + 1))]
}

/** Turns are `name.1`, `name.2` and so on, by a name for each connection. Of two names nobody knows which was first. */
export const isOlderTurn = (turn: string | null, than: string | null): boolean => {
  if (turn === null || than === null) return false
  const [of, ordinal] = placeOf(turn)
  const [lastOf, last] = placeOf(than)
  return of === lastOf && ordinal < last
}
