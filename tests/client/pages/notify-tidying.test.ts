import { expect, test } from 'bun:test'
import type { AppMoment } from '#client/pages/app-part'
import { createTidying } from '#client/pages/notify-tidying'
import { afterwards } from '#tests/support/cleanup'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { createFakeBridge } from '#tests/support/fake-push'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()

const moment = (given: Partial<AppMoment>): AppMoment => ({
  hasSent: true,
  hasAnswer: true,
  unread: 0,
  hasBanner: false,
  openChatId: null,
  ...given,
})

const setUp = () => {
  const badges: (number | 'none')[] = []
  const bridge = createFakeBridge({})
  const clock = createFakeClock()
  let visible = 'visible'
  override(navigator, 'setAppBadge', () => async (count: number) => void badges.push(count))
  override(navigator, 'clearAppBadge', () => async () => void badges.push('none'))
  override(document, 'visibilityState', () => visible)
  const tidying = createTidying({ worker: bridge.bridge, clock })
  afterwards(tidying.stop)
  const see = (next: 'visible' | 'hidden'): void => {
    visible = next
    document.dispatchEvent(new Event('visibilitychange'))
  }
  const pass = async (): Promise<void> => {
    clock.advance(1000)
    await settled()
  }
  return { ...bridge, badges, tidying, see, pass, clock }
}

test('a browser without badges is no fault', async () => {
  const { tidying } = setUp()
  override(navigator, 'setAppBadge', () => undefined)
  override(navigator, 'clearAppBadge', () => undefined)

  tidying.update(moment({ unread: 2 }))
  tidying.update(moment({ unread: 0 }))
  await settled()
})

test('the number on the icon follows what is unread, only where it changes', () => {
  const { tidying, badges } = setUp()

  for (const unread of [0, 2, 2, 3, 0, 0]) tidying.update(moment({ unread }))

  expect(badges).toEqual(['none', 2, 3, 'none'])
})

test('nothing is taken back while nobody looks, nor of another conversation', async () => {
  const { tidying, show, closed, see, pass } = setUp()
  show('chat-a')
  show('chat-b')
  see('hidden')

  tidying.update(moment({ openChatId: 'a' }))
  await pass()
  expect(closed).toEqual([])
  see('visible')
  await pass()

  expect(closed).toEqual(['chat-a'])
})

test('what comes for the open conversation is taken back, once for many', async () => {
  const { tidying, say, show, closed, pass, clock } = setUp()
  tidying.update(moment({ openChatId: 'a' }))
  await pass()
  show('chat-a')

  say({ type: 'push-arrived', tag: 'chat-a', kind: 'message' })
  say({ type: 'push-arrived', tag: 'chat-a', kind: 'message' })
  expect(clock.waiting()).toBe(1)
  await pass()

  expect(closed).toEqual(['chat-a'])
})
