import { describe, expect, test } from 'bun:test'
import { createCandidateBatch, createCandidateQueue } from '#client/call/peer-candidates'
import { createCandidateFeed } from '#client/call/peer-feed'
import { createHeard } from '#client/call/peer-heard'
import { createOfferers } from '#client/call/peer-offerers'
import { parseWord } from '#client/call/peer-words'
import type { Candidate } from '#protocol/call-frames'
import { limits } from '#protocol/limits'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'

const of = (usernameFragment: string, candidate = `candidate:1 of ${usernameFragment}`) => ({
  candidate,
  usernameFragment,
})
const described = (ufrag: string): string => `a=ice-ufrag:${ufrag}\r\n`

describe('a word of the other end', () => {
  test('that is none of ours is refused', () => {
    for (const data of [null, 7, 'no json', '[]', '{"say":"dance"}', '{"say":"ask"}', '{"say":"status","status":{}}'])
      expect(parseWord(data)).toBeNull()
    const sdp = 'x'.repeat(limits.sdpBytes + 1)
    expect(parseWord(JSON.stringify({ say: 'signal', signal: { type: 'offer', sdp } }))).toBeNull()
  })

  test('is read', () => {
    const words = [
      { say: 'beat' },
      { say: 'ask', isDown: true },
      { say: 'signal', signal: { type: 'candidate', candidate: null } },
    ]

    expect(words.map((word) => parseWord(JSON.stringify(word)))).toEqual(words as never)
  })
})

describe('what comes by two ways', () => {
  test('counts once, in whichever order it comes', () => {
    const heard = createHeard()
    const offer = { type: 'offer', sdp: 'one' } as const
    const candidate = { type: 'candidate', candidate: of('a') } as const

    expect([offer, candidate, candidate, offer].map(heard.isNew)).toEqual([true, true, false, false])
    expect(heard.isNew({ type: 'answer', sdp: 'one' })).toBe(true)
    expect(heard.isNew({ type: 'candidate', candidate: of('b') })).toBe(true)
  })

  test('is forgotten in time, and the end of candidates is never old', () => {
    const heard = createHeard(1)
    const end = { type: 'candidate', candidate: null } as const

    expect([end, end].map(heard.isNew)).toEqual([true, true])
    heard.isNew({ type: 'offer', sdp: 'one' })
    heard.isNew({ type: 'offer', sdp: 'two' })
    expect(heard.isNew({ type: 'offer', sdp: 'one' })).toBe(true)
  })
})

test('an offer of a page that another one followed is gone', () => {
  const offerers = createOfferers()

  expect(['first', 'first', 'second', 'first', 'second'].map(offerers.meet)).toEqual([
    'other',
    'same',
    'other',
    'gone',
    'same',
  ])
})

describe('own candidates', () => {
  test('are sent together, each by itself and in order', () => {
    const clock = createFakeClock()
    const sent: Candidate[] = []
    const batch = createCandidateBatch(clock, (candidate) => sent.push(candidate))

    batch.add(of('a'))
    batch.add(null)
    expect(sent).toEqual([])
    clock.advance(50)

    expect(sent).toEqual([of('a'), null])
    expect(clock.waiting()).toBe(0)
  })

  test('are not sent once it is over', () => {
    const clock = createFakeClock()
    const batch = createCandidateBatch(clock, () => expect.unreachable())

    batch.add(of('a'))
    batch.stop()
    clock.advance(1000)

    expect(clock.waiting()).toBe(0)
  })
})

describe('candidates of the other end', () => {
  const set = (addIceCandidate: (candidate: unknown) => Promise<void> = async () => undefined) => {
    const clock = createFakeClock()
    const queue = createCandidateQueue()
    const added: string[] = []
    const add = (candidate: unknown): Promise<void> => {
      added.push((candidate as RTCIceCandidateInit).candidate ?? '')
      return addIceCandidate(candidate)
    }
    const feed = createCandidateFeed({ addIceCandidate: add as never }, { queue, clock })
    return { clock, queue, feed, added }
  }

  test('wait for their description, and not for another one', () => {
    const { queue, feed, added } = set()
    queue.add(of('new'))
    queue.add(of('old'))
    queue.add(null)

    feed.feed()
    expect(added).toEqual([])
    feed.described(described('old'))
    expect(added).toEqual(['candidate:1 of old'])
    feed.described(described('new'))

    expect(added).toEqual(['candidate:1 of old', 'candidate:1 of new'])
  })

  test('without a name belong to any description', () => {
    const { queue, feed, added } = set()
    queue.add({ candidate: 'candidate:2' })

    feed.described(described('new'))

    expect(added).toEqual(['candidate:2'])
  })

  test('that the browser refuses harm nothing', async () => {
    const { queue, feed, added } = set(() => Promise.reject(new Error('of an old generation')))
    queue.add(of('new'))

    feed.described(described('new'))
    await settled()

    expect(added).toHaveLength(1)
  })

  test('of an end that never describes itself do not pile up', () => {
    const queue = createCandidateQueue(2)

    for (const name of ['a', 'b', 'c']) queue.add(of('x', name))

    expect(queue.take(new Set(['x'])).map(({ candidate }) => candidate)).toEqual(['b', 'c'])
  })

  test('are held back until the other end could look first', () => {
    const { clock, queue, feed, added } = set()
    let answers = 0

    feed.hold()
    queue.add(of('new'))
    feed.described(described('new'))
    feed.lookSecond(() => answers++)
    clock.advance(100)
    expect([answers, added.length]).toEqual([1, 0])
    clock.advance(300)

    expect([answers, added.length]).toEqual([1, 1])
    expect(clock.waiting()).toBe(0)
  })

  test('are given to nobody once it is over', () => {
    const { clock, queue, feed, added } = set()
    feed.lookSecond(() => expect.unreachable())

    feed.stop()
    queue.add(of('new'))
    feed.described(described('new'))
    clock.advance(1000)

    expect(added).toEqual([])
    expect(clock.waiting()).toBe(0)
  })
})
