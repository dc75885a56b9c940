import { beforeEach, describe, expect, test } from 'bun:test'
import type { Permission } from '#client/platform/notification-permission'
import { useDom } from '#tests/support/dom'
import { browserFault, neverEnding } from '#tests/support/fake-push'
import { settled } from '#tests/support/settled'
import { setUpSubscribing as setUp, setUpSubscribed } from '#tests/support/subscribing'

useDom()
beforeEach(() => localStorage.clear())

describe('it stays off', () => {
  test('in a browser without push, and nothing is asked', async () => {
    const { start, server, asked } = setUp({ hasPush: false })
    const subscribing = start()

    await subscribing.sync()

    expect(subscribing.state.phase).toBe('none')
    expect(subscribing.isPossible).toBe(false)
    expect([server.told, asked()]).toEqual([[], 0])
  })

  test('where no worker is to be had', async () => {
    const { start } = setUp({ hasWorker: false })
    const subscribing = start()

    await settled()

    expect(subscribing.state.phase).toBe('none')
  })

  test('where the person blocks it, and the page says so', async () => {
    const { start, server } = setUp({ answer: async () => 'denied' })

    expect(await start().turnOn()).toEqual({ phase: 'blocked', reason: null })

    expect(server.told).toEqual([])
  })

  test('where the question is closed without a choice, and nothing is remembered as a wish', async () => {
    const { start, wish } = setUp({ answer: async () => 'default' })

    expect(await start().turnOn()).toEqual({ phase: 'off', reason: 'dismissed' })

    expect(wish.wanted()).toBeNull()
  })

  test('as long as nobody answers the question, and goes on where the answer comes after all', async () => {
    let allow = (_permission: Permission): void => {}
    const { start, clock, server } = setUp({ answer: () => new Promise((resolve) => (allow = resolve)) })
    const subscribing = start()
    const turning = subscribing.turnOn()
    await settled()
    expect(subscribing.state.phase).toBe('asking')

    clock.advance(60_000)
    expect(await turning).toEqual({ phase: 'off', reason: 'dismissed' })
    allow('granted')
    await settled()

    expect(subscribing.state.phase).toBe('on')
    expect(server.told).toEqual(['PUT https://push.example/1 tr'])
  })
})

describe('it fails with its reason', () => {
  test.each([
    ['AbortError', 'push_service'],
    ['NotAllowedError', 'not_allowed'],
    ['InvalidStateError', 'push_failed'],
  ])('where the browser gives a %s', async (name, reason) => {
    const { start, push } = setUp()
    push.next(() => Promise.reject(browserFault(name)))

    expect(await start().turnOn()).toEqual({ phase: 'failed', reason })
  })

  test.each(['offline', 'unauthenticated'])('where the server refuses with %s', async (code) => {
    const { start, server } = setUp()
    server.refuse(code)

    expect(await start().turnOn()).toEqual({ phase: 'failed', reason: code })
  })

  test('where subscribing stays pending, and a late success is taken in', async () => {
    const { start, push, clock, server } = setUp()
    let reach = (): void => {}
    push.next(() => new Promise<void>((resolve) => (reach = resolve)))
    const subscribing = start()
    const turning = subscribing.turnOn()
    await settled()

    clock.advance(20_000)
    expect(await turning).toEqual({ phase: 'failed', reason: 'push_slow' })
    expect(server.told).toEqual([])
    reach()
    await settled()

    expect(subscribing.state.phase).toBe('on')
    expect(server.told).toEqual(['PUT https://push.example/1 tr'])
  })

  test('where it stays pending for ever, a second try can succeed', async () => {
    const { start, push, clock } = setUp()
    push.next(neverEnding)
    const subscribing = start()
    const turning = subscribing.turnOn()
    await settled()
    clock.advance(20_000)
    await turning

    expect((await subscribing.turnOn()).phase).toBe('on')
  })

  test('where the server holds every new endpoint for another session, after one more try', async () => {
    const { start, server } = setUp()
    server.refuse('conflict', 'conflict')

    expect(await start().turnOn()).toEqual({ phase: 'failed', reason: 'conflict' })

    expect(server.told).toEqual(['PUT https://push.example/1 tr', 'PUT https://push.example/2 tr'])
  })
})

test('one tap asks, subscribes and tells the server, and is remembered', async () => {
  const { start, server, wish, asked } = setUp()

  expect(await start().turnOn()).toEqual({ phase: 'on', reason: null })

  expect([asked(), wish.wanted(), wish.endpoint()]).toEqual([1, true, 'https://push.example/1'])
  expect(server.told).toEqual(['PUT https://push.example/1 tr'])
})

describe('at the next start', () => {
  test('nothing is touched where it is not wanted', async () => {
    const { start, server, push } = setUp({ first: 'granted' })

    await start().sync()

    expect([server.told, push.present()]).toEqual([[], null])
  })

  test('the same subscription is told again, in the language of the page', async () => {
    const { start, server, speak, asked } = await setUpSubscribed()
    speak('en')

    await start().sync()

    expect(server.told).toEqual(['PUT https://push.example/1 en'])
    expect(asked()).toBe(1)
  })

  test('another key of the server makes it anew, and the old one is taken off the list', async () => {
    const { start, server, push } = await setUpSubscribed()
    const old = push.present()
    server.changeKey()

    await start().sync()

    expect(old?.isGone()).toBe(true)
    expect(server.told).toEqual(['PUT https://push.example/2 tr', 'DELETE https://push.example/1'])
  })

  test('one that the browser lost is made anew without a question', async () => {
    const { start, server, push, asked } = await setUpSubscribed()
    await push.present()?.unsubscribe()

    await start().sync()

    expect(server.told[0]).toBe('PUT https://push.example/2 tr')
    expect(asked()).toBe(1)
  })

  test('one that is another session’s is made anew', async () => {
    const { start, server } = await setUpSubscribed()
    server.refuse('conflict')
    const subscribing = start()

    await subscribing.sync()

    expect(server.told.slice(0, 2)).toEqual(['PUT https://push.example/1 tr', 'PUT https://push.example/2 tr'])
    expect(subscribing.state.phase).toBe('on')
  })

  test('no network leaves what was on as it is', async () => {
    const { start, server, push } = await setUpSubscribed()
    server.refuse('offline')
    const subscribing = start()

    await subscribing.sync()

    expect(subscribing.state).toEqual({ phase: 'on', reason: null })
    expect(push.present()?.isGone()).toBe(false)
  })
})

test('what is asked for while it is busy happens afterwards, once', async () => {
  const { start, server } = await setUpSubscribed()
  const subscribing = start()

  const first = subscribing.sync()
  void subscribing.sync()
  void subscribing.sync()
  await first

  expect(server.told).toEqual(['PUT https://push.example/1 tr', 'PUT https://push.example/1 tr'])
})
