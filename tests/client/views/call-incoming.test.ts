import { expect, test } from 'bun:test'
import { find, useDom } from '#tests/support/dom'
import { openCallScreen, press, pressKey } from './call-fixtures.ts'

useDom()

const ring = (options: Parameters<typeof openCallScreen>[0] = {}) => {
  const opened = openCallScreen(options)
  opened.show({ phase: 'incoming', isCaller: false, fromName: 'Eda' })
  return { ...opened, dialog: find<HTMLDialogElement>(document, '#callIncoming') }
}

test('Escape neither answers nor declines, and the ringing call stays in view', () => {
  const { dialog, done } = ring()

  const event = pressKey(find(document, '#btnAccept'), 'Escape')
  dialog.dispatchEvent(new Event('cancel', { cancelable: true }))

  expect(event.defaultPrevented).toBe(true)
  expect(done).toEqual([])
  expect(dialog.open).toBe(true)
})

test('a browser that closes it all the same does not silence the call', () => {
  const { dialog } = ring()

  dialog.close()

  expect(dialog.open).toBe(true)
})

test('whoever was writing when it rang does not answer with the next space', () => {
  const opened = openCallScreen({})
  pressKey(document.body, 'a')
  opened.clock.advance(400)
  opened.show({ phase: 'incoming', isCaller: false, fromName: 'Eda' })
  const { clock } = opened
  const accept = find(document, '#btnAccept')

  expect(find(document, '#callIncoming').classList.contains('hurried')).toBe(true)
  const early = pressKey(accept, ' ')
  clock.advance(700)
  const later = pressKey(accept, ' ')

  expect(early.defaultPrevented).toBe(true)
  expect(later.defaultPrevented).toBe(false)
})

test('whoever goes on writing over it, or leans on a key, answers no later either', () => {
  const { clock } = ring()
  const accept = find(document, '#btnAccept')
  clock.advance(1000)
  pressKey(accept, 'k')
  clock.advance(599)
  expect(pressKey(accept, ' ').defaultPrevented).toBe(true)
  clock.advance(1)
  expect(pressKey(accept, ' ').defaultPrevented).toBe(false)

  const leaning = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true })
  accept.dispatchEvent(leaning)

  expect(leaning.defaultPrevented).toBe(true)
})

test('whoever waited for it answers with the first press', () => {
  const opened = openCallScreen({})
  pressKey(document.body, 'a')
  opened.clock.advance(2000)
  opened.show({ phase: 'incoming', isCaller: false, fromName: 'Eda' })

  expect(find(document, '#callIncoming').classList.contains('hurried')).toBe(false)
  expect(pressKey(find(document, '#btnAccept'), 'Enter').defaultPrevented).toBe(false)
})

test('it says who calls and how, and the key to answer has the focus', () => {
  const { dialog } = ring()

  expect(dialog.getAttribute('role')).toBe('alertdialog')
  expect(dialog.hidden).toBe(false)
  expect(find(dialog, '#callFrom').textContent).toBe('Eda')
  expect(find(dialog, '#callFromLine').textContent).toContain('sizi arıyor')
  expect(find(dialog, '.call-kind').textContent).toBe('Sesli arama')
  expect(document.activeElement?.id).toBe('btnAccept')
})

test('a ring with the camera is called so', () => {
  const { show } = openCallScreen({ lang: 'en' })

  show({ phase: 'incoming', isCaller: false, fromName: 'Eda', video: true })

  expect(find(document, '.call-kind').textContent).toBe('Video call')
})

test('it is accepted and declined by its keys', () => {
  const { done } = ring()

  press(find(document, '#btnAccept'))
  press(find(document, '#btnDecline'))

  expect(done).toEqual(['accept', 'decline'])
})

test('an answer by message declines first, then opens the conversation', () => {
  const { dialog, done } = ring()

  press(find(dialog, '.call-foot > .key'))

  expect(done).toEqual(['decline', 'onMessage chat-1'])
})

test('the ringing is silenced for this call, and not for the next', () => {
  const { dialog, done, none, show } = ring()

  press(find(dialog, '.call-top button'))
  const silenced = find<HTMLButtonElement>(dialog, '.call-top button')

  expect(done).toEqual(['onSilence'])
  expect([silenced.getAttribute('aria-disabled'), silenced.getAttribute('aria-label')]).toEqual([
    'true',
    'Zil susturuldu',
  ])

  none()
  show({ phase: 'incoming', isCaller: false, fromName: 'Eda', rangAt: 2 })

  expect(find(dialog, '.call-top button').getAttribute('aria-disabled')).toBe(null)
  expect(dialog.querySelectorAll('.call-top button')).toHaveLength(1)
})

test('the key that silenced it keeps the focus, and is deaf to more presses', () => {
  const { dialog, done } = ring()
  const silence = find<HTMLButtonElement>(dialog, '.call-top button')
  silence.focus()

  press(silence)
  press(silence)

  expect(done).toEqual(['onSilence'])
  expect([silence.disabled, document.activeElement === silence]).toEqual([false, true])
})

test('at the desk it says what is known of the visitor', () => {
  const { dialog } = ring({ self: 'admin' })

  expect(find(dialog, '.call-detail').textContent).toBe('A91B · 7 dk bekliyor')
  expect(find(dialog, '#callWrote').textContent).toBe('Son yazdığı: Takip numaram açılmıyor')
})

test('without a call both dialogs are hidden', () => {
  const { dialog, none } = ring()

  none()

  expect(dialog.hidden).toBe(true)
  expect(dialog.open).toBe(false)
  expect(find(document, '#callPanel').hidden).toBe(true)
})

test('one who declined is shown no end', () => {
  const { clock, done, show } = ring()

  show({ phase: 'ended', isCaller: false, end: { how: 'declined', durationS: 0 } })

  expect(find(document, '#callPanel').hidden).toBe(true)

  clock.advance(0)

  expect(done).toEqual(['dismiss'])
})
