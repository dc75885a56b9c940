import { expect, test } from 'bun:test'
import type { WaitingCall } from '#client/call/types'
import { find, useDom } from '#tests/support/dom'
import { openCallScreen, press } from './call-fixtures.ts'

useDom()
const active = { phase: 'active', connectedAt: 1_700_000_000_000 } as const
const oguz: WaitingCall = { chatId: 'chat-2', callId: 'call-2', fromName: 'Oğuz', video: false }
const selma: WaitingCall = { chatId: 'chat-3', callId: 'call-3', fromName: 'Selma', video: true }
const shown = (root: ParentNode) => find(root, '.call-waiting:not([hidden])')

test('who else rings is said quietly in the panel, with what an answer means', () => {
  const { screen, show } = openCallScreen({ self: 'admin' })

  show(active, { waiting: [oguz] })

  const banner = shown(screen.panel)
  expect(banner.getAttribute('role')).toBe('status')
  expect(banner.textContent).toContain('Oğuz arıyorKabul ederseniz bu görüşme biter.')
  expect(screen.waiting.hidden).toBe(true)
})

test('it is answered and declined by its own keys', () => {
  const { done, screen, show } = openCallScreen({ self: 'admin' })
  show(active, { waiting: [oguz, selma] })

  for (const key of shown(screen.panel).querySelectorAll('button')) press(key)

  expect(done).toEqual(
    ['call-2', 'call-3'].flatMap((callId) => [`declineWaiting ${callId}`, `acceptWaiting ${callId}`]),
  )
})

test('while the call is minimised the page says it', () => {
  const { screen, show } = openCallScreen({ self: 'admin' })
  show(active, { waiting: [selma] })

  screen.minimise()

  expect(screen.waiting.hidden).toBe(false)
  expect(screen.waiting.textContent).toContain('Selma arıyorGörüntülü arama. Kabul ederseniz')
})

test('one who gave up is gone, and the focus on the other stays', () => {
  const { screen, show } = openCallScreen({ self: 'admin' })
  show(active, { waiting: [oguz, selma] })
  const key = [...screen.panel.querySelectorAll<HTMLElement>('.call-waiting button')].at(-1)
  key?.focus()

  show(active, { waiting: [selma] })

  expect(shown(screen.panel).querySelectorAll('.row')).toHaveLength(1)
  expect(document.activeElement === key).toBe(true)
})

test('while one rings in full, the other is not said to end a call', () => {
  const { screen, show } = openCallScreen({ self: 'admin' })

  show({ phase: 'incoming', isCaller: false, fromName: 'Eda' }, { waiting: [oguz] })

  expect(find(shown(screen.incoming), 'p').textContent).toBe('Oğuz arıyor')
})
