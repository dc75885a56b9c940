import { expect, test } from 'bun:test'
import { onNetwork } from '#client/platform/network-change'
import { afterwards } from '#tests/support/cleanup'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { override } from '#tests/support/override'

useDom()

const setUp = () => {
  const connection = Object.assign(new EventTarget(), { type: 'wifi' })
  let state = 'visible'
  override(navigator, 'connection', () => connection)
  override(document, 'visibilityState', () => state)
  const clock = createFakeClock()
  const told: string[] = []
  const stop = onNetwork((change) => void told.push(change), clock)
  afterwards(stop)
  const look = (next: string): void => {
    state = next
    document.dispatchEvent(new Event('visibilitychange'))
  }
  return { connection, clock, told, stop, look }
}

test('a new guess of how fast the network is says nothing', () => {
  const { connection, told } = setUp()

  connection.dispatchEvent(new Event('change'))

  expect(told).toEqual([])
})

test('another kind of network, and one that comes or goes, tells of other paths', () => {
  const { connection, told } = setUp()

  connection.type = 'cellular'
  connection.dispatchEvent(new Event('change'))
  for (const event of ['offline', 'online']) window.dispatchEvent(new Event(event))

  expect(told).toEqual(['path', 'path', 'path'])
})

test('a page that is seen again only says so, unless it may have slept', () => {
  const { clock, told, look } = setUp()

  look('hidden')
  clock.advance(2000)
  look('visible')
  look('hidden')
  clock.advance(10_000)
  look('visible')

  expect(told).toEqual(['seen', 'path'])
})

test('once stopped it is deaf', () => {
  const { told, stop, look } = setUp()
  stop()

  window.dispatchEvent(new Event('online'))
  look('visible')

  expect(told).toEqual([])
})
