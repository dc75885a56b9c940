import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Candidate } from '#protocol/call-frames'
import { relayedOnly, withoutDirectCandidates } from '#server/domain/relay-only'

const direct = fc.constantFrom('host', 'srflx', 'prflx')
const port = fc.integer({ min: 1, max: 65_535 })
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.uuid().map((id) => `${id}.local`),
)
const related = fc.oneof(
  fc.constant(''),
  fc.tuple(address, port).map(([own, of]) => ` raddr ${own} rport ${of}`),
)
const candidateOf = (type: fc.Arbitrary<string>, at: fc.Arbitrary<string>) =>
  fc
    .tuple(
      fc.nat(),
      fc.nat(),
      at,
      port,
      type,
      related,
      fc.constantFrom('', ' generation 0 ufrag Eda1 network-cost 999'),
    )
    .map(
      ([foundation, priority, own, of, typ, raddr, more]) =>
        `candidate:${foundation} 1 udp ${priority} ${own} ${of} typ ${typ}${raddr}${more}`,
    )
const directCandidate = candidateOf(direct, address)
const relayedCandidate = candidateOf(fc.constant('relay'), fc.oneof(fc.ipV4(), fc.ipV6()))
const plainLine = fc.constantFrom(
  'v=0',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'm=video 0 UDP/TLS/RTP/SAVPF 96',
  'c=IN IP4 0.0.0.0',
  'c=IN IP6 ::',
  'a=rtcp-mux',
  'a=rtcp-fb:96 nack pli',
  'a=ice-ufrag:Eda1',
  'a=ice-options:trickle',
  'a=end-of-candidates',
  'a=fingerprint:sha-256 4A:AD:B9:B1',
  '',
)
const lineEnd = fc.constantFrom('\r\n', '\n')
const hiddenOrigin = (candidate: string) =>
  candidate.replace(/ raddr \S+/, ' raddr 0.0.0.0').replace(/ rport \S+/, ' rport 0')

const candidateSignal = (candidate: Candidate) => ({ event: 'rtc:candidate', candidate }) as const

describe('what would tell where somebody is', () => {
  test.each([
    ['a host candidate', 'candidate:1 1 udp 2122260223 192.168.1.7 54321 typ host'],
    ['a host candidate under a made-up name', 'candidate:1 1 udp 2122260223 4b1c.local 54321 typ host generation 0'],
    ['what STUN found', 'candidate:1 1 udp 1686052607 203.0.113.7 54321 typ srflx raddr 192.168.1.7 rport 54321'],
    ['a TCP candidate', 'candidate:1 1 tcp 1518280447 192.168.1.7 9 typ host tcptype active'],
    ['a relay under a name, which would be looked up', 'candidate:1 1 udp 41885439 eda.example 3478 typ relay'],
    ['a relay under a name that reads like hexadecimal', 'candidate:1 1 udp 41885439 ca.fe 3478 typ relay'],
    ['a relay of nowhere', 'candidate:1 1 udp 41885439 typ relay'],
    ['a relay by an extension alone', 'candidate:1 1 udp 1 192.168.1.7 5 typ host x typ relay'],
    [
      'a relay in front of a second line',
      'candidate:1 1 udp 1 203.0.113.1 5 typ relay\r\na=candidate:2 1 udp 1 10.0.0.1 5 typ host',
    ],
    ['a relay in another case', 'candidate:1 1 udp 1 203.0.113.1 5 typ RELAY'],
    ['a relay between tabs', 'candidate:1\t1\tudp\t1\t203.0.113.1\t5\ttyp\trelay'],
    ['what is no candidate', 'hello'],
    ['a blank', ' '],
  ])('%s is not passed on', (_, candidate) => {
    expect(relayedOnly(candidateSignal({ candidate }))).toBeNull()
    expect(withoutDirectCandidates(`v=0\r\na=${candidate}\r\n`)).not.toMatch(/192\.168|10\.0|typ host|eda|ca\.fe/)
  })

  test.each([
    'a=candidate:1 1 udp 1 192.168.1.7 5 typ host',
    'A=CANDIDATE:1 1 udp 1 192.168.1.7 5 typ host',
    ' a = candidate:1 1 udp 1 192.168.1.7 5 typ host',
    'a=rtcp-mux\ra=candidate:1 1 udp 1 192.168.1.7 5 typ host',
    'a=remote-candidates:1 192.168.1.7 5',
    'a=source-filter: incl IN IP4 * 192.168.1.7',
    'c=IN  IP4 192.168.1.7',
  ])('%j leaves no address in a description', (line) => {
    for (const end of ['\r\n', '\n', '']) expect(withoutDirectCandidates(`v=0\n${line}${end}`)).not.toContain('192')
  })

  test('the default addresses of media are those of a description without candidates; what is refused stays refused', () => {
    const described = [
      'o=- 46 2 IN IP4 192.168.1.7',
      'm=audio 54321 UDP/TLS/RTP/SAVPF 111',
      'c=IN IP4 192.168.1.7',
      'a=rtcp:54322 IN IP4 192.168.1.7',
      'm=video 0 UDP/TLS/RTP/SAVPF 96',
      'c=IN IP6 fe80::7',
    ]

    expect(withoutDirectCandidates(described.join('\r\n')).split('\r\n')).toEqual([
      'o=- 46 2 IN IP4 0.0.0.0',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'c=IN IP4 0.0.0.0',
      'a=rtcp:9 IN IP4 0.0.0.0',
      'm=video 0 UDP/TLS/RTP/SAVPF 96',
      'c=IN IP6 ::',
    ])
  })

  test('no description that is as long as may be takes long to look through', () => {
    for (const part of [':', ' ', '1.', 'a=candidate:', ' raddr', 'o= IN IP4', '\r'])
      for (const start of ['', 'a=candidate:1 1 udp 1 ', 'a=candidate:1 1 udp 1 ::1 5 typ relay '])
        expect(withoutDirectCandidates(start + part.repeat((20 * 1024) / part.length)).length).toBeLessThan(21 * 1024)
  })
})

test('of any direct candidate nothing is left, wherever it stands', () => {
  const line = fc.oneof(
    directCandidate.map((text) => ({ text: `a=${text}`, stays: false })),
    plainLine.map((text) => ({ text, stays: true })),
  )
  const check = fc.property(fc.array(fc.tuple(line, lineEnd)), (lines) => {
    const join = (some: typeof lines) => some.map(([{ text }, end]) => text + end).join('')

    expect(withoutDirectCandidates(join(lines))).toBe(join(lines.filter(([{ stays }]) => stays)))
  })
  fc.assert(check)
})

test('relayed candidates stay, in their places, without the address that they stand for', () => {
  const line = fc.oneof(
    relayedCandidate.map((text) => [`a=${text}`, `a=${hiddenOrigin(text)}`] as const),
    directCandidate.map((text) => [`a=${text}`, null] as const),
    plainLine.map((text) => [text, text] as const),
  )
  const check = fc.property(fc.array(line), (lines) => {
    const given = lines.map(([text]) => `${text}\r\n`).join('')
    const expected = lines.flatMap(([, text]) => (text === null ? [] : [`${text}\r\n`])).join('')

    expect(withoutDirectCandidates(given)).toBe(expected)
  })
  fc.assert(check)
})

test('whatever it is, to look twice changes nothing more', () => {
  const text = fc.oneof(fc.string(), directCandidate, relayedCandidate, plainLine)
  const sdp = fc.array(
    fc.tuple(fc.constantFrom('', 'a=', 'c=IN IP4 ', 'm=audio '), text, fc.constantFrom('\r', '\n', '\r\n')),
  )
  const check = fc.property(sdp, (parts) => {
    const once = withoutDirectCandidates(parts.flat().join(''))

    expect(withoutDirectCandidates(once)).toBe(once)
    expect(once).not.toMatch(/^a=.* typ (host|srflx|prflx)/m)
  })
  fc.assert(check)
})

test('one candidate passes where it is relayed', () => {
  const check = fc.property(relayedCandidate, directCandidate, (relayed, other) => {
    expect(relayedOnly(candidateSignal({ candidate: other }))).toBeNull()
    expect(relayedOnly(candidateSignal({ candidate: relayed, sdpMid: '0' }))).toEqual(
      candidateSignal({ candidate: hiddenOrigin(relayed), sdpMid: '0' }),
    )
  })
  fc.assert(check)
})

test('that there are no more passes as it is', () => {
  for (const end of [null, {}, { candidate: '' }, { candidate: '', sdpMid: '0', usernameFragment: 'Eda1' }])
    expect(relayedOnly(candidateSignal(end))).toEqual(candidateSignal(end))
})

test('of a description the relayed candidates alone are left', () => {
  const sdp = 'v=0\r\na=candidate:1 1 udp 1 192.168.1.7 5 typ host\r\n'

  expect(relayedOnly({ event: 'rtc:offer', sdp })).toEqual({ event: 'rtc:offer', sdp: 'v=0\r\n' })
})
