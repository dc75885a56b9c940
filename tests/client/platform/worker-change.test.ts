import { beforeEach, expect, test } from 'bun:test'
import { createBringer, makeWayForNewPage } from '#client/platform/worker-change'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { useFakeWorkers } from '#tests/support/fake-workers'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(() => history.replaceState(null, '', '/'))

/** A page that a worker has brought, before a server that is there. */
const setUp = ({ isServerThere = true } = {}) => {
  const workers = useFakeWorkers()
  override(globalThis, 'fetch', () => async () => {
    if (!isServerThere) throw new TypeError('no net')
    return new Response()
  })
  const registration = workers.have('/', '/sw.js')
  registration.install()
  workers.controller = registration.active
  const clock = createFakeClock()
  const bringer = createBringer(workers.asContainer())
  return { registration, clock, makeWay: () => makeWayForNewPage(bringer, clock) }
}

test('a worker stays where the server cannot be reached: it is all there is', async () => {
  const { registration, makeWay } = setUp({ isServerThere: false })
  registration.onUpdate = () => Promise.reject(new TypeError('no net'))

  await makeWay()

  expect(registration.isGone).toBe(false)
})

test('a worker of the other side stays', async () => {
  const { registration, makeWay } = setUp()
  history.replaceState(null, '', '/admin')

  await makeWay()

  expect([registration.updates, registration.isGone]).toEqual([0, false])
})

test('a worker that the server has no newer one for goes, so that the page comes from the server', async () => {
  const { registration, makeWay } = setUp()

  await makeWay()

  expect([registration.updates, registration.isGone]).toEqual([1, true])
})

test('a worker whose newer version cannot be installed goes', async () => {
  const { registration, makeWay } = setUp()
  registration.onUpdate = async () => {
    const newer = registration.find()
    registration.installing = null
    newer.become('redundant')
  }

  await makeWay()

  expect(registration.isGone).toBe(true)
})

test('a worker that does not answer about a newer version is not waited for longer than ten seconds', async () => {
  const { registration, clock, makeWay } = setUp()
  registration.onUpdate = () => new Promise(() => {})

  const over = makeWay()
  await settled()
  clock.advance(10_000)
  await over

  expect(registration.isGone).toBe(true)
})

test('a newer version is fetched and takes over', async () => {
  const { registration, makeWay } = setUp()
  registration.onUpdate = async () => {
    registration.find()
  }

  const over = makeWay()
  await settled()
  const newer = registration.install()
  await settled()
  registration.activate()
  await over

  expect(newer.posted).toEqual([{ type: 'take-over' }])
  expect(registration.isGone).toBe(false)
})

test('the desk that the visitor’s worker had goes by its own once that takes it', async () => {
  const workers = useFakeWorkers()
  const visitor = workers.have('/', '/sw.js')
  visitor.install()
  workers.controller = visitor.active
  const bringer = createBringer(workers.asContainer())
  const admin = workers.have('/admin', '/admin-sw.js')
  workers.control(admin.install())
  const isSuperseded = () => bringer.isSuperseded(admin as unknown as ServiceWorkerRegistration)
  expect(isSuperseded()).toBe(false)

  admin.install()
  admin.activate()

  expect(isSuperseded()).toBe(true)
})

test('nothing is to do where a newer version took over already', async () => {
  const { registration, makeWay } = setUp()
  registration.install()
  registration.activate()

  await makeWay()

  expect([registration.updates, registration.isGone]).toEqual([0, false])
})
