import { beforeEach, expect, test } from 'bun:test'
import { createOpening } from '#client/pages/opening'
import { onAddress } from '#client/platform/address'
import { takeCallFromAddress } from '#client/platform/call-address'
import type { FromWorker } from '#protocol/worker-messages'
import { afterwards } from '#tests/support/cleanup'
import { useDom } from '#tests/support/dom'

useDom()
beforeEach(() => {
  history.replaceState(null, '', '/admin')
  takeCallFromAddress()
})

const setUp = () => {
  const listeners = new Set<(message: FromWorker) => void>()
  const onMessage = (tell: (message: FromWorker) => void) => {
    listeners.add(tell)
    return () => void listeners.delete(tell)
  }
  let followed = 0
  afterwards(onAddress(() => followed++))
  const part = createOpening({ worker: { onMessage } })
  const say = (message: FromWorker): void => {
    for (const tell of listeners) tell(message)
  }
  return { part, say, followed: () => followed }
}

test('what is no place to go leads nowhere', () => {
  const { say, followed } = setUp()

  say({ type: 'subscription-changed' })
  say({ type: 'open', url: '/admin' })
  say({ type: 'open', url: '/admin#chat=' })

  expect([location.hash, followed()]).toEqual(['', 0])
})

test('a notification leads to its conversation, in this page and with a way back to the list', () => {
  const { say, followed } = setUp()

  say({ type: 'open', url: '/admin#chat=chat-1' })
  say({ type: 'open', url: '/admin#chat=chat-1' })

  expect(location.hash).toBe('#chat=chat-1')
  expect(history.state).toEqual({ isFromList: true })
  expect(followed()).toBe(1)
})

test('a call in it is kept for whoever answers calls, and is not in the address', () => {
  const { say } = setUp()

  say({ type: 'open', url: '/admin?call=call-1#chat=chat-1' })

  expect(location.search + location.hash).toBe('#chat=chat-1')
  expect(takeCallFromAddress()).toBe('call-1')
})

test('a page that begins with a call takes it out of its address', () => {
  history.replaceState(null, '', '/admin?call=call-2#chat=chat-2')

  setUp()

  expect(location.search + location.hash).toBe('#chat=chat-2')
  expect(takeCallFromAddress()).toBe('call-2')
})

test('a page that was left goes nowhere any more', () => {
  const { part, say } = setUp()

  part.stop()
  say({ type: 'open', url: '/admin#chat=chat-1' })

  expect(location.hash).toBe('')
})
