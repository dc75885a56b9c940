import { beforeEach, describe, expect, test } from 'bun:test'
import { useDom } from '#tests/support/dom'
import { settled } from '#tests/support/settled'
import { setUpSubscribed, setUpSubscribing } from '#tests/support/subscribing'

useDom()
beforeEach(() => localStorage.clear())

describe('at the next start', () => {
  test('a permission that was taken away takes it off the server, and the wish stays off', async () => {
    const { start, server, set, wish } = await setUpSubscribed()
    set('denied')
    const subscribing = start()

    await subscribing.sync()

    expect(server.told).toEqual(['DELETE https://push.example/1'])
    expect([wish.wanted(), wish.endpoint(), subscribing.state.phase]).toEqual([false, null, 'blocked'])
  })

  test('a permission that the browser itself forgot takes it off without a word, and the wish stays', async () => {
    const { start, server, set, wish, phases } = await setUpSubscribed()
    set('default')
    phases.length = 0
    const subscribing = start()

    await subscribing.sync()
    await settled()

    expect(server.told).toEqual(['DELETE https://push.example/1'])
    expect([wish.wanted(), wish.endpoint(), subscribing.state.phase]).toEqual([true, null, 'off'])
    expect(new Set(phases)).toEqual(new Set(['off']))
    expect((await subscribing.turnOn()).phase).toBe('on')
  })
})

describe('switched off', () => {
  test('it leaves the server and the browser', async () => {
    const { start, server, push } = await setUpSubscribed()
    const subscribing = start()

    await subscribing.turnOff()

    expect(server.told).toEqual(['DELETE https://push.example/1'])
    expect([push.present(), subscribing.state.phase]).toEqual([null, 'off'])
  })

  test('it says so while it goes on', async () => {
    const { start, phases } = await setUpSubscribed()

    await start().turnOff()

    expect(phases).toContain('stopping')
  })

  test('pressed on while it is taken off unseen, it says what goes on', async () => {
    const { start, set } = await setUpSubscribed()
    set('default')
    const subscribing = start()
    const dropping = subscribing.sync()

    expect((await subscribing.turnOn()).phase).toBe('stopping')
    await dropping

    expect(subscribing.state.phase).toBe('off')
  })

  test('without a network, the server is told at the next start', async () => {
    const { start, server } = await setUpSubscribed()
    server.refuse('offline')
    await start().turnOff()

    await start().sync()

    expect(server.told).toEqual(['DELETE https://push.example/1', 'DELETE https://push.example/1'])
  })
})

test('an endpoint that its push service gave up is made anew, not registered again and again', async () => {
  const { start, push, server } = await setUpSubscribed()
  const dead = push.present()
  server.known.clear()

  await start().sync()

  expect(dead?.isGone()).toBe(true)
  expect([...server.known.keys()]).toEqual(['https://push.example/2'])
})

test('where the operator took the workers away, no browser is blamed', () => {
  const { start } = setUpSubscribing({ hasWorker: false, hasPush: false, isSwitchedOff: true })

  expect(start().state).toEqual({ phase: 'none', reason: 'switched_off' })
})
