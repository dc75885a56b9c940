import { describe, expect, test } from 'bun:test'
import { createFlow, receivedOf } from '#client/call/peer-flow'
import { createHealth } from '#client/call/peer-health'
import { createLooks } from '#client/call/peer-looks'
import type { PeerState } from '#client/call/types'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'

const set = () => {
  const clock = createFakeClock()
  const states: PeerState[] = []
  const done = { mends: 0 }
  const health = createHealth({ clock, onState: (state) => states.push(state), mend: () => done.mends++ })
  return { clock, states, done, health }
}

const up = () => {
  const on = set()
  on.health.connectionIs('connected')
  return on
}

describe('what comes through', () => {
  test('is nothing for four looks before it is said', () => {
    const flow = createFlow()

    expect([5, 9, 9, 9, 9, 9, 10].map(flow.look)).toEqual([
      'flows',
      'flows',
      'waits',
      'waits',
      'waits',
      'stalled',
      'flows',
    ])
  })

  test('is also a word alone, so that silence is no death', () => {
    const flow = createFlow()
    flow.look(5)

    flow.heard()

    expect([5, 5].map(flow.look)).toEqual(['flows', 'waits'])
  })

  test('is counted by packets and by the bytes of the path, however the browser tells of it', () => {
    const packets = { type: 'inbound-rtp', packetsReceived: 3 }

    expect(
      receivedOf([
        packets,
        { type: 'transport', bytesReceived: 40 },
        { type: 'candidate-pair', bytesReceived: 7, nominated: true },
      ]),
    ).toBe(43)
    expect(
      receivedOf([
        packets,
        { type: 'transport' },
        { type: 'candidate-pair', bytesReceived: 7, nominated: true },
        { type: 'candidate-pair', bytesReceived: 9 },
      ]),
    ).toBe(10)
    expect(receivedOf([])).toBe(0)
  })
})

describe('a connection', () => {
  test('that never came up has failed, and nothing more is tried', () => {
    const { clock, states, done, health } = set()

    health.connectionIs('connecting')
    health.connectionIs('failed')
    clock.advance(60_000)

    expect(states).toEqual(['failed'])
    expect(done.mends).toBe(0)
    expect(clock.waiting()).toBe(0)
  })

  test('that was up is down at once when it fails, and is mended again and again', () => {
    const { clock, states, done, health } = up()

    health.connectionIs('failed')
    expect([states, done.mends]).toEqual([['up', 'down'], 1])
    clock.advance(6000)
    expect(done.mends).toBe(4)
    health.connectionIs('connected')
    clock.advance(6000)

    expect(states).toEqual(['up', 'down', 'up'])
    expect(done.mends).toBe(4)
  })

  test('gets two seconds to come back by itself', () => {
    const { clock, states, health } = up()

    health.connectionIs('disconnected')
    clock.advance(1999)
    health.connectionIs('connected')
    clock.advance(5000)
    expect(states).toEqual(['up'])
    health.connectionIs('disconnected')
    clock.advance(2000)

    expect(states).toEqual(['up', 'down'])
  })

  test('over which nothing comes is down, and up as soon as something does', () => {
    const { states, done, health } = up()
    for (const amount of [5, 5, 5, 5, 5]) health.received(amount)
    expect([states, done.mends]).toEqual([['up', 'down'], 1])

    health.heard()

    expect(states).toEqual(['up', 'down', 'up'])
  })

  test('that is made anew is down until it is connected, whatever still comes', () => {
    const { states, done, health } = up()

    health.renewed()
    health.heard()
    expect([states, done.mends]).toEqual([['up', 'down'], 0])
    health.connectionIs('connected')

    expect(states).toEqual(['up', 'down', 'up'])
  })

  test('with which something went wrong has failed where it never was up, and is tried again where it was', () => {
    const [never, before] = [set(), up()]

    never.health.trouble()
    before.health.trouble()
    for (const { clock } of [never, before]) clock.advance(2000)

    expect([never.states, never.done.mends]).toEqual([['failed'], 0])
    expect([before.states, before.done.mends]).toEqual([['up', 'down'], 1])
  })

  test('that is stopped by whoever hears of its state leaves nothing behind', () => {
    const clock = createFakeClock()
    let mends = 0
    const stop = () => health.stop()
    const health = createHealth({ clock, onState: (state) => state === 'down' && stop(), mend: () => mends++ })
    health.connectionIs('connected')

    health.connectionIs('failed')
    clock.advance(10_000)

    expect([mends, clock.waiting()]).toEqual([0, 0])
  })
})

test('a link is looked at each second, and what comes late from one that is gone is not counted', async () => {
  const clock = createFakeClock()
  const received: number[] = []
  const linkOf = (amount: number) => ({
    beats: 0,
    beat() {
      this.beats++
    },
    received: async () => amount,
  })
  const [first, second] = [linkOf(1), linkOf(2)]
  let link = first
  const looks = createLooks(clock, { link: () => link, onReceived: (amount) => received.push(amount) })

  looks.start()
  looks.start()
  clock.advance(1000)
  await settled()
  clock.advance(1000)
  link = second
  await settled()
  looks.stop()
  clock.advance(5000)

  expect(received).toEqual([1])
  expect([first.beats, second.beats, clock.waiting()]).toEqual([2, 0, 0])
})
