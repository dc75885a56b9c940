import { beforeEach, describe, expect, test } from 'bun:test'
import { startWorker } from '#client/pages/start-worker'
import { createWorkerBridge } from '#client/platform/worker-bridge'
import type { Side } from '#protocol/messages'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { type FakeWorkers, giveWorkerMeta, useFakeWorkers } from '#tests/support/fake-workers'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(() => history.replaceState(null, '', '/'))

const start = async (workers: FakeWorkers, side: Side = 'user') => {
  const clock = createFakeClock()
  const done = { reloads: 0, updates: 0 }
  const bridge = createWorkerBridge({ side, workers: workers.asContainer(), clock, reload: () => done.reloads++ })
  bridge.onUpdate(() => done.updates++)
  await settled()
  return { bridge, clock, done }
}

/** A page that an active worker has brought. */
const setUp = async () => {
  const workers = useFakeWorkers()
  const registration = workers.have('/', '/sw.js')
  registration.install()
  workers.controller = registration.active
  return { workers, registration, ...(await start(workers)) }
}

describe('a page without a worker', () => {
  test('has none where it cannot be registered, and goes on', async () => {
    const workers = useFakeWorkers()
    workers.fault = new TypeError('bad script')

    const { bridge } = await start(workers)

    expect(await bridge.ready()).toBeNull()
  })

  test('has none where its first one cannot be installed', async () => {
    const workers = useFakeWorkers()
    const installing = workers.have('/', '/sw.js').find()
    const { bridge } = await start(workers)

    const ready = bridge.ready()
    await settled()
    installing.become('redundant')

    expect(await ready).toBeNull()
  })

  test('does not wait for ever for one', async () => {
    const workers = useFakeWorkers()
    workers.have('/', '/sw.js').find()
    const { bridge, clock } = await start(workers)

    const ready = bridge.ready()
    await settled()
    clock.advance(20_000)

    expect(await ready).toBeNull()
  })

  test('takes its own registration away where the server has none any more, and leaves that of the other side', async () => {
    const workers = useFakeWorkers()
    giveWorkerMeta('')
    const visitor = workers.have('/', '/sw.js')
    const admin = workers.have('/admin', '/admin-sw.js')

    const { bridge } = await start(workers, 'admin')

    expect(await bridge.ready()).toBeNull()
    expect(workers.registered).toEqual([])
    expect([visitor.isGone, admin.isGone]).toEqual([false, true])
  })

  test('takes nothing away where a registration covers it that is not its own', async () => {
    const workers = useFakeWorkers()
    giveWorkerMeta('')
    const visitor = workers.have('/', '/sw.js')

    await start(workers, 'admin')

    expect(visitor.isGone).toBe(false)
  })
})

describe('registering', () => {
  test('each side has its own script and scope, looked for past the cache', async () => {
    const workers = useFakeWorkers()

    await start(workers, 'user')
    await start(workers, 'admin')

    expect(workers.registered).toEqual([
      ['/sw.js', { scope: '/', updateViaCache: 'none' }],
      ['/admin-sw.js', { scope: '/admin', updateViaCache: 'none' }],
    ])
  })

  test('goes through the policy that the page’s rules allow', async () => {
    const workers = useFakeWorkers()
    const policies: string[] = []
    const createPolicy = (name: string, rules: { createScriptURL: (url: string) => string }) => {
      policies.push(name)
      return { createScriptURL: (url: string) => `trusted ${rules.createScriptURL(url)}` }
    }
    override(globalThis, 'trustedTypes', () => ({ createPolicy }))

    await start(workers)

    expect(policies).toEqual(['konusma-worker'])
    expect(workers.registered[0]?.[0]).toBe('trusted /sw.js')
  })

  test('is over once the worker is active', async () => {
    const workers = useFakeWorkers()
    const registration = workers.have('/', '/sw.js')
    registration.find()
    const { bridge } = await start(workers)

    const ready = bridge.ready()
    registration.install()

    expect(await ready).toBe(registration as never)
  })
})

describe('a new version', () => {
  test('is no news when it is the first', async () => {
    const workers = useFakeWorkers()
    const registration = workers.have('/', '/sw.js')
    const { done } = await start(workers)

    workers.control(registration.install())

    expect(done.updates).toBe(0)
  })

  test('is told once for each that waits', async () => {
    const { registration, done } = await setUp()

    registration.install()
    registration.install()

    expect(done.updates).toBe(2)
  })

  test('is told where it waited before the page began, and to whoever asks late', async () => {
    const workers = useFakeWorkers()
    const registration = workers.have('/', '/sw.js')
    registration.install()
    registration.install()

    const { bridge, done } = await start(workers)
    let late = 0
    bridge.onUpdate(() => late++)
    await settled()

    expect([done.updates, late]).toEqual([1, 1])
  })

  test('that took over for another page is told and does not load this one anew', async () => {
    const { registration, done } = await setUp()
    registration.waiting = registration.find()

    registration.activate()

    expect(done).toEqual({ reloads: 0, updates: 1 })
  })

  test('that was told and takes over for another page is not told again', async () => {
    const { registration, done } = await setUp()
    registration.install()

    registration.activate()

    expect(done).toEqual({ reloads: 0, updates: 1 })
  })

  test('takes over when asked, and the page is loaded anew once', async () => {
    const { registration, bridge, done } = await setUp()
    const newer = registration.install()

    bridge.takeOver()
    bridge.takeOver()
    await settled()
    expect(done.reloads).toBe(0)
    registration.activate()
    await settled()

    expect(newer.posted).toEqual([{ type: 'take-over' }])
    expect(done.reloads).toBe(1)
  })

  test('that does not obey holds the page up for five seconds', async () => {
    const { registration, bridge, clock, done } = await setUp()
    registration.install()
    bridge.takeOver()
    await settled()

    clock.advance(5_000)
    await settled()

    expect(done.reloads).toBe(1)
  })

  test('that is in charge already needs the page to be loaded anew only', async () => {
    const { registration, bridge, done } = await setUp()
    registration.install()
    registration.activate()

    bridge.takeOver()
    await settled()

    expect(done.reloads).toBe(1)
  })
})

describe('what the worker says', () => {
  test('is not passed on where it is nothing that is known', async () => {
    const { workers, bridge } = await setUp()
    const heard: unknown[] = []
    bridge.onMessage((message) => heard.push(message))

    workers.emit('message', { data: { type: 'dance' }, ports: [] })
    workers.emit('message', { data: null, ports: [] })

    expect(heard).toEqual([])
  })

  test('is passed on until whoever listens stops', async () => {
    const { workers, bridge } = await setUp()
    const heard: unknown[] = []
    const stop = bridge.onMessage((message) => heard.push(message))

    workers.emit('message', { data: { type: 'open', url: '/' }, ports: [] })
    stop()
    workers.emit('message', { data: { type: 'open', url: '/' }, ports: [] })

    expect(heard).toEqual([{ type: 'open', url: '/' }])
  })

  test('waits where a notification was pressed and nobody can go there yet, the last of them, for all who listen then', async () => {
    const { workers, bridge } = await setUp()
    const heard: unknown[] = []

    workers.emit('message', { data: { type: 'open', url: '/#chat=1' }, ports: [] })
    workers.emit('message', { data: { type: 'open', url: '/#chat=2' }, ports: [] })
    workers.emit('message', { data: { type: 'subscription-changed' }, ports: [] })
    bridge.onMessage((message) => heard.push(['one', message]))
    bridge.onMessage((message) => heard.push(['other', message]))
    await settled()
    bridge.onMessage((message) => heard.push(['late', message]))
    await settled()

    const last = { type: 'open', url: '/#chat=2' }
    expect(heard).toEqual([
      ['one', last],
      ['other', last],
    ])
  })

  test('to a page that still loads is heard once the bridge is there', async () => {
    const workers = useFakeWorkers()
    startWorker('user')
    workers.emit('message', { data: { type: 'open', url: '/#chat=1' }, ports: [] })
    const heard: unknown[] = []

    const { bridge } = await start(workers)
    bridge.onMessage((message) => heard.push(message))
    await settled()

    expect(heard).toEqual([{ type: 'open', url: '/#chat=1' }])
  })

  test('is answered where it asks whether the page is well', async () => {
    const { workers } = await setUp()
    const answers: unknown[] = []
    const port = { postMessage: (answer: unknown) => answers.push(answer) }

    workers.emit('message', { data: { type: 'are-you-well' }, ports: [port] })

    expect(answers).toHaveLength(1)
  })
})
