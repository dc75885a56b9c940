import { beforeEach, expect, test } from 'bun:test'
import { takeParameter } from '#client/platform/address-parameter'
import { useDom } from '#tests/support/dom'

useDom()
beforeEach(() => history.replaceState(null, '', '/'))

test('a parameter that is not there is none, and the address stays as it is', () => {
  history.replaceState(null, '', '/?a=%20b&c')

  expect(takeParameter('shortcut')).toBeNull()
  expect(location.search).toBe('?a=%20b&c')
})

test('a parameter is taken once, and everything else of the address stays', () => {
  history.replaceState({ isFromList: true }, '', '/admin?src=pwa&shortcut=waiting#chat=chat-1')

  expect([takeParameter('shortcut'), takeParameter('shortcut')]).toEqual(['waiting', null])
  expect(location.pathname + location.search + location.hash).toBe('/admin?src=pwa#chat=chat-1')
  expect(history.state).toEqual({ isFromList: true })
})
