import { expect, test } from 'bun:test'
import { newsAmong } from '#client/state/thread-news'
import type { Message, Thread } from '#protocol/messages'
import { storedMessage, threadRow } from '#tests/support/stored-message'

const nowMs = 1_700_000_100_000
const at = (secondsAgo: number): string => new Date(nowMs - secondsAgo * 1000).toISOString()
const row = (chatId: string, id: number, message: Partial<Message> = {}, change: Partial<Thread> = {}): Thread =>
  threadRow(chatId, { unread: 1, last_message: storedMessage(id, { created_at: at(5), ...message }), ...change })
const known = (...threads: Thread[]) => new Map(threads.map((thread) => [thread.chat_id, thread]))
const news = (before: Thread[], after: Thread[]) => newsAmong(known(...before), known(...after), nowMs)

test('what was there, was answered, read, edited or deleted is no news', () => {
  const before = row('a', 5)
  expect(newsAmong(known(before), known(before), nowMs)).toEqual([])
  expect(news([before], [row('a', 6, { role: 'admin' })])).toEqual([])
  expect(news([before], [row('a', 6, {}, { unread: 0 })])).toEqual([])
  expect(news([before], [row('a', 5, { text: 'changed', rev: 9 })])).toEqual([])
  expect(news([before], [row('a', 4)])).toEqual([])
})

test('the first rows that a page loads, and older ones that come with a later page, are none', () => {
  expect(news([], [row('a', 5)])).toEqual([])
  expect(news([row('a', 5)], [row('a', 5), row('b', 9, { created_at: at(61) })])).toEqual([])
})

test('a newer message of a visitor is, and the first of somebody new', () => {
  expect(news([row('a', 5)], [row('a', 6), row('b', 7)])).toEqual(['a', 'b'])
  expect(news([threadRow('a')], [row('a', 6)])).toEqual(['a'])
})
