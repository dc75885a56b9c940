import { describe, expect, test } from 'bun:test'
import {
  fingerprintOf,
  isOfFirefox,
  isOlderTurn,
  turnOf,
  ufragsOf,
  withOpusWishes,
  withoutTurn,
  withTurn,
} from '#client/call/sdp'

const lines = (...all: string[]): string => `${all.join('\r\n')}\r\n`
const audio = ['m=audio 9 UDP/TLS/RTP/SAVPF 109 63', 'a=rtpmap:109 opus/48000/2']
const wishes = 'useinbandfec=1;usedtx=1;stereo=0;sprop-stereo=0;maxaveragebitrate=32000'

describe('wishes for Opus', () => {
  test('a description without Opus stays as it is', () => {
    const sdp = lines('m=audio 9 UDP/TLS/RTP/SAVPF 0', 'a=rtpmap:0 PCMU/8000')

    expect(withOpusWishes(sdp)).toBe(sdp)
  })

  test('stand in the place of what was said otherwise, beside what else was said', () => {
    const sdp = lines(...audio, 'a=fmtp:109 maxplaybackrate=48000;stereo=1; useinbandfec=0', 'a=fmtp:63 109/109')

    expect(withOpusWishes(sdp)).toBe(lines(...audio, `a=fmtp:109 maxplaybackrate=48000;${wishes}`, 'a=fmtp:63 109/109'))
  })

  test('are said where nothing was', () => {
    expect(withOpusWishes(lines(...audio, 'a=rtcp-mux'))).toBe(lines(...audio, `a=fmtp:109 ${wishes}`, 'a=rtcp-mux'))
  })

  test('change nothing when they are said twice', () => {
    const once = withOpusWishes(lines(...audio, 'a=fmtp:109 minptime=10;useinbandfec=1'))

    expect(withOpusWishes(once)).toBe(once)
  })

  test('are not taken for those of a payload whose number begins alike', () => {
    const sdp = lines('a=rtpmap:11 opus/48000/2', 'a=fmtp:111 apt=96', 'a=fmtp:11 minptime=10')

    expect(withOpusWishes(sdp)).toBe(
      lines('a=rtpmap:11 opus/48000/2', 'a=fmtp:111 apt=96', `a=fmtp:11 minptime=10;${wishes}`),
    )
  })
})

describe('a turn', () => {
  const sdp = lines('v=0', 's=-')

  test('that is not there is none', () => {
    expect(turnOf(sdp)).toBeNull()
    expect(withTurn(sdp, null)).toBe(sdp)
  })

  test('is read, and taken away again before a browser sees it', () => {
    const turned = withTurn(sdp, 'abc.2')

    expect(turnOf(turned)).toBe('abc.2')
    expect(turnOf(withTurn(turned, 'abc.3'))).toBe('abc.3')
    expect(withoutTurn(turned)).toBe(sdp)
  })

  test('is older by its number alone, and only of the same connection', () => {
    expect(isOlderTurn('abc.2', 'abc.10')).toBe(true)
    expect(isOlderTurn('abc.10', 'abc.2')).toBe(false)
    expect(isOlderTurn('abc.2', 'abc.2')).toBe(false)
    expect(isOlderTurn('abc.1', 'xyz.2')).toBe(false)
    expect(isOlderTurn(null, 'abc.2')).toBe(false)
    expect(isOlderTurn('abc.1', null)).toBe(false)
  })
})

test('a description tells its fingerprint, its names and its browser', () => {
  const sdp = lines(
    'o=mozilla...THIS 1 0 IN IP4 0.0.0.0',
    'a=fingerprint:sha-256 ab:0c',
    'a=ice-ufrag:x1',
    'a=ice-ufrag:x2',
  )

  expect(fingerprintOf(sdp)).toBe('AB:0C')
  expect([...ufragsOf(sdp)]).toEqual(['x1', 'x2'])
  expect(isOfFirefox(sdp)).toBe(true)
  expect(fingerprintOf('v=0')).toBeNull()
  expect(isOfFirefox('o=- 1 2 IN IP4 127.0.0.1')).toBe(false)
})
