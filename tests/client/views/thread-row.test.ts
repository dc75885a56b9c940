import { describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createDates } from '#client/views/dates'
import { createThreadRow, type ThreadItem } from '#client/views/thread-row'
import type { Message } from '#protocol/messages'
import { find, useDom } from '#tests/support/dom'
import { message, thread } from './fixtures.ts'

useDom()

const wordsWith = (last: Partial<Message>, draft = ''): string => {
  const item: ThreadItem = {
    key: 'chat',
    thread: thread({ last_message: message(last) }),
    isOpen: false,
    draft,
    now: 0,
  }
  const row = createThreadRow(item, { t: tr, lang: 'tr', dates: createDates(tr, 'tr'), onOpen: () => {} })
  row.update(item)
  return find(row.element, '.last > span:last-child').textContent
}

describe('the last words of a conversation', () => {
  test('that cannot be shown say so', () => {
    expect(wordsWith({ type: 'call', text: null })).toBe(tr.unknownMessage)
  })

  test('are the caption of a picture, else that it is one', () => {
    expect(wordsWith({ type: 'image', text: 'fatura' })).toBe('📷 fatura')
    expect(wordsWith({ type: 'audio', text: null, role: 'admin' })).toBe(`${tr.you}: 🎤 Sesli mesaj`)
  })

  test('give way to what was begun here', () => {
    expect(wordsWith({ type: 'image', text: null }, 'Merhaba')).toBe('Merhaba')
  })
})
