import { expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createMessageList } from '#client/views/message-list'
import { find, giveBox, useDom } from '#tests/support/dom'
import { conversation, entry, noActions } from './fixtures.ts'

useDom()

const theirs = (id: number) => entry({ id, role: 'admin', mine: false, at: id })
const known = conversation({ entries: [theirs(1)], arriving: true })
const told = conversation({ entries: [theirs(1), theirs(2), theirs(3)], unreadFrom: 2 })

/** A list longer than its box that shows what was known before what was missed has come. */
const createShown = () => {
  const nothing = { onOlder: () => {}, onRetry: () => {}, onDiscard: () => {} }
  const onSeen = mock((_id: number) => {})
  const options = { t: tr, lang: 'tr' as const, self: 'user' as const, adminName: 'Muhsin', actions: noActions }
  const view = createMessageList({ ...options, ...nothing, onSeen })
  document.body.append(view.element)
  const list = find(view.element, '#msgs')
  giveBox(list, { clientHeight: 500, scrollHeight: 2000 })
  view.update(known)
  return { view, list, onSeen }
}

test('nothing is said to be seen while what was missed is still to come', () => {
  const { view, onSeen } = createShown()

  view.update({ ...told, unreadFrom: null, arriving: true })

  expect(onSeen).not.toHaveBeenCalled()
})

test('once it has come the reader stands at the first unread message', () => {
  const { view, list, onSeen } = createShown()
  expect(list.scrollTop).toBe(1500)

  view.update({ ...told, unreadFrom: null, arriving: true })
  view.update(told)

  expect(list.scrollTop).toBe(0)
  expect(onSeen).not.toHaveBeenCalled()
})

test('where nothing was unread the end stays in sight, and is seen', () => {
  const { view, list, onSeen } = createShown()

  view.update(conversation({ entries: [theirs(1)] }))

  expect(list.scrollTop).toBe(1500)
  expect(onSeen.mock.calls).toEqual([[1]])
})

test('a reader who went up meanwhile is left there', () => {
  const { view, list } = createShown()
  list.scrollTop = 700
  list.dispatchEvent(new Event('scroll'))

  view.update(told)

  expect(list.scrollTop).toBe(700)
})

test('nothing is seen under a call that covers the page, until that is made small', () => {
  const { view, onSeen } = createShown()
  const call = document.createElement('dialog')
  call.className = 'call-page'
  document.body.append(call)
  call.showModal()
  view.update(conversation({ entries: [theirs(1)] }))
  expect(onSeen).not.toHaveBeenCalled()

  call.close()

  expect(onSeen.mock.calls).toEqual([[1]])
})
