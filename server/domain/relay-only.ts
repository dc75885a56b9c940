import type { Signal } from './call.ts'

// RFC 8839 section 5.1. An address that is a name would be looked up by whoever gets it, and that gives them away too.
const relayed =
  /^(candidate:[\w+/]+ \d+ \w+ \d+ (?:\d+(?:\.\d+){3}|(?=[^ ]*:)[\da-fA-F:.]+) \d+ typ relay)((?: [!-~]+)*) ?$/
const relatedAddress = / raddr \S+/gi
const relatedPort = / rport \S+/gi

/** The same without the address that it stands for; null for what is not, letter for letter, one relayed candidate. */
const hideRelated = (candidate: string): string | null => {
  const [, head, rest = ''] = relayed.exec(candidate) ?? []
  if (head === undefined) return null
  return head + rest.replace(relatedAddress, ' raddr 0.0.0.0').replace(relatedPort, ' rport 0')
}

const candidateLine = /^\s*a\s*=\s*candidate/i
/** Of addresses too, and nothing that a browser says. */
const addressesLine = /^\s*a\s*=\s*(?:remote-candidates|source-filter)/i
const addressLine = /^(c=|o=.* )IN +IP([46]) .*$/s
const mediaPort = /^(m=\S+) (?!0 )\S+/
const controlPort = /^a=rtcp:.*$/s

/** Null for a line that is to go. */
const hideLine = (line: string): string | null => {
  if (addressesLine.test(line)) return null
  if (!candidateLine.test(line)) return hideDefault(line)
  const hidden = line.startsWith('a=') ? hideRelated(line.slice(2)) : null
  return hidden === null ? null : `a=${hidden}`
}

const hideDefault = (line: string): string =>
  line
    .replace(
      addressLine,
      (_, before: string, version) => `${before}IN IP${version} ${version === '6' ? '::' : '0.0.0.0'}`,
    )
    .replace(mediaPort, '$1 9')
    .replace(controlPort, 'a=rtcp:9 IN IP4 0.0.0.0')

// Whatever some parser may take for the end of a line is one here, or a candidate could hide behind it.
const lines = /([^\r\n]*)(\r\n|\r|\n|$)/g

/**
 * A session description that tells nobody where its owner is. Of the candidates the relayed ones alone are left, without
 * the address that each stands for. The default addresses, for which ICE has no use, become those of a description
 * without candidates (RFC 8829 section 5.2.1).
 */
export const withoutDirectCandidates = (sdp: string): string =>
  sdp.replace(lines, (_, line: string, end: string) => {
    const hidden = hideLine(line)
    return hidden === null ? '' : hidden + end
  })

/** A signal that tells nobody where its sender is; null for a candidate that is of no use then. */
export const relayedOnly = (signal: Signal): Signal | null => {
  if (signal.event !== 'rtc:candidate') return { ...signal, sdp: withoutDirectCandidates(signal.sdp) }
  // The empty one says that there are no more.
  if (!signal.candidate?.candidate) return signal
  const candidate = hideRelated(signal.candidate.candidate)
  return candidate === null ? null : { ...signal, candidate: { ...signal.candidate, candidate } }
}
