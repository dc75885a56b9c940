import { describe, expect, test } from 'bun:test'
import { serverVersion } from '#client/platform/server-version'
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

  test('happens when the server is another one, and not for the same one again', () => {
    const { registration } = setUp()

    for (const version of ['1.0.0', '1.0.0']) serverVersion.heard(version)
    const before = registration.updates
    serverVersion.heard('1.1.0')

    expect(registration.updates).toBe(before + 1)
  })

  test('that fails is nothing to speak of', async () => {
    const { registration, clock } = setUp()
    registration.onUpdate = () => Promise.reject(new TypeError('no net'))

    clock.advance(hourMs)
    await settled()

    expect(registration.updates).toBe(1)
  })
})
