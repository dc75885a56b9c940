import { describe, expect, test } from 'bun:test'
import { greetings } from '#client/net/greetings'
import { lookForUpdates } from '#client/platform/worker-updates'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { useFakeWorkers } from '#tests/support/fake-workers'
import { settled } from '#tests/support/settled'

useDom()

const hourMs = 60 * 60_000

const setUp = () => {
  const registration = useFakeWorkers().have('/', '/sw.js')
  const clock = createFakeClock()
  let sleptMs = 0
  lookForUpdates(registration as unknown as ServiceWorkerRegistration, { ...clock, now: () => clock.now() + sleptMs })
  // Timers of a page that sleeps do not run: only the time goes on.
  const sleep = (ms: number): void => {
    sleptMs += ms
  }
  return { registration, clock, sleep }
}

const see = (): void => void document.dispatchEvent(new Event('visibilitychange'))

describe('looking for a new version', () => {
  test('happens each hour', () => {
    const { registration, clock } = setUp()

    clock.advance(2 * hourMs)

    expect(registration.updates).toBe(2)
  })

  test('happens when the page is seen again, but not within an hour of the last time', () => {
    const { registration, clock, sleep } = setUp()
    see()
    clock.advance(hourMs - 1)
    see()
    expect(registration.updates).toBe(0)
    sleep(1)

    see()

    expect(registration.updates).toBe(1)
  })

  test('happens when the server greets anew, and not at each breath of a bad line', () => {
    const { registration, clock } = setUp()

    greetings.heard()
    greetings.heard()
    const first = registration.updates
    greetings.heard()
    greetings.heard()
    const atOnce = registration.updates
    clock.advance(10_000)

    expect([first, atOnce, registration.updates]).toEqual([1, 1, 2])
  })

  test('that fails is nothing to speak of', async () => {
    const { registration, clock } = setUp()
    registration.onUpdate = () => Promise.reject(new TypeError('no net'))

    clock.advance(hourMs)
    await settled()

    expect(registration.updates).toBe(1)
  })
})
