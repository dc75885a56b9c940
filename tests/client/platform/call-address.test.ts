import { beforeEach, expect, test } from 'bun:test'
import { cleanCallAddress, keepCallOf, takeCallFromAddress } from '#client/platform/call-address'
import { useDom } from '#tests/support/dom'

useDom()
beforeEach(() => {
  history.replaceState(null, '', '/')
  takeCallFromAddress()
})

test('an address without a call, or with one that is none, brings nothing', () => {
  for (const search of ['', '?call=', '?call=a/b', `?call=${'x'.repeat(65)}`]) {
    history.replaceState(null, '', `/${search}`)
    expect(takeCallFromAddress()).toBeNull()
  }
})

test('a call is taken out of the address and told once', () => {
  history.replaceState({ isFromList: true }, '', '/admin?src=pwa&call=call-1#chat=chat-1')

  const told = [takeCallFromAddress(), takeCallFromAddress()]

  expect(told).toEqual(['call-1', null])
  expect(location.pathname + location.search + location.hash).toBe('/admin?src=pwa#chat=chat-1')
  expect(history.state).toEqual({ isFromList: true })
})

test('a call is kept until somebody asks for it, the newest one', () => {
  history.replaceState(null, '', '/?call=call-1')
  cleanCallAddress()

  keepCallOf(new URL('/?call=call-2', location.origin))

  expect(location.search).toBe('')
  expect(takeCallFromAddress()).toBe('call-2')
})
