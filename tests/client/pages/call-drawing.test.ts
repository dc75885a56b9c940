import { expect, test } from 'bun:test'
import { textsOf } from '#client/i18n/texts'
import { createCallDrawing } from '#client/pages/call-drawing'
import { call, entry } from '#tests/client/views/fixtures'
import { find, useDom } from '#tests/support/dom'

useDom()

const setUp = (self: 'user' | 'admin') => {
  const done: string[] = []
  const drawing = createCallDrawing({
    words: { t: textsOf('tr'), lang: 'tr' },
    self,
    onCall: (video) => done.push(`call ${video}`),
    onLeaveVoice: () => done.push('voice'),
  })
  const place = document.createElement('div')
  place.append('📞 Cevapsız arama')
  return { drawing, place, done }
}

test('what is no call is left alone', () => {
  const { drawing, place } = setUp('admin')

  drawing.show(place, entry())

  expect(place.textContent).toBe('📞 Cevapsız arama')
})

test('a call that nobody answered is called back from its card, as it was rung', () => {
  const { drawing, place, done } = setUp('admin')
  drawing.show(place, entry({ type: 'call', call: call({ video: true }) }))
  const card = place.firstElementChild

  find<HTMLButtonElement>(place, '.key:not([hidden])').click()
  drawing.show(place, entry({ type: 'call', call: call({ video: true }), reactions: { admin: '👍' } }))

  expect(done).toEqual(['call true'])
  expect([place.childElementCount, place.firstElementChild]).toEqual([1, card])
})

test('whoever rang in vain can leave a voice note from there', () => {
  const { drawing, place, done } = setUp('user')
  drawing.show(place, entry({ type: 'call', call: call() }))

  find<HTMLButtonElement>(place, '.key:not([hidden])').click()

  expect(done).toEqual(['voice'])
})

test('a call that ended in a way of tomorrow is a call that was', () => {
  const { drawing, place } = setUp('user')

  drawing.show(place, entry({ type: 'call', call: call({ outcome: 'of tomorrow' }) }))

  expect(place.querySelectorAll('.key:not([hidden])')).toHaveLength(0)
  expect(place.textContent).toContain('Sesli arama')
})
