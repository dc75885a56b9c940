import { describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createDates } from '#client/views/dates'
import { createThreadRow, type ThreadItem } from '#client/views/thread-row'
import type { Message, MessageCall } from '#protocol/messages'
import { find, useDom } from '#tests/support/dom'
import { call, message, thread } from './fixtures.ts'

useDom()

const lastOf = (last: Partial<Message>, draft = ''): HTMLElement => {
  const item: ThreadItem = {
    key: 'chat',
    thread: thread({ last_message: message(last) }),
    isOpen: false,
    draft,
    now: 0,
  }
  const row = createThreadRow(item, { t: tr, lang: 'tr', dates: createDates(tr, 'tr'), onOpen: () => {} })
  row.update(item)
  return find(row.element, '.last > span:last-child')
}

const wordsWith = (last: Partial<Message>, draft = ''): string => lastOf(last, draft).textContent

describe('the last words of a conversation', () => {
  test('that cannot be shown say so', () => {
    expect(wordsWith({ type: 'call', text: null })).toBe(tr.unknownMessage)
  })

  test('are the caption of a picture, else that it is one', () => {
    expect(wordsWith({ type: 'image', text: 'fatura' })).toBe('📷 fatura')
    expect(wordsWith({ type: 'audio', text: null, role: 'admin' })).toBe(`${tr.you}: 🎤 Sesli mesaj`)
  })

  test('stand out where the visitor rang and nobody answered', () => {
    const isRed = (given: Partial<MessageCall>, draft = ''): boolean =>
      lastOf({ role: 'system', type: 'call', text: null, call: call(given) }, draft).classList.contains('missed')

    expect([isRed({ outcome: 'hangup' }), isRed({ from: 'admin' }), isRed({}, 'Merhaba')]).toEqual(Array(3).fill(false))
    expect([isRed({}), isRed({ outcome: 'cancelled' })]).toEqual([true, true])
    expect(wordsWith({ role: 'system', type: 'call', text: null, call: call() })).toBe('📞 Cevapsız arama')
  })

  test('give way to what was begun here', () => {
    expect(wordsWith({ type: 'image', text: null }, 'Merhaba')).toBe('Merhaba')
  })
})
