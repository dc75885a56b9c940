import { describe, expect, test } from 'bun:test'
import { createTestClock } from '#tests/support/memory-store'
import { startTestServer } from '#tests/support/test-server'

const clock = createTestClock()
const server = await startTestServer({}, { clock })
const admin = await server.admin()
const list = async (query = '') => {
  const response = await server.ask('GET', `/api/admin/chats${query}`, undefined, { Cookie: admin })
  return { status: response.status, ...(await response.json()) }
}
const names = (chats: { name: string }[]): string => chats.map(({ name }) => name).join(' ')

describe('refused with 400', () => {
  test.each([
    'filter=mine',
    'filter=',
    'limit=0',
    'limit=101',
    'limit=ten',
    'cursor=x',
    'cursor=1',
    "cursor='",
    `cursor=${'1'.repeat(300)}`,
  ])('?%s', async (query) => {
    expect(await list(`?${query}`)).toMatchObject({ status: 400, error: { code: 'bad_request' } })
  })
})

test('nobody is an empty list', async () => {
  expect(await list()).toEqual({ status: 200, chats: [], next: null })
})

test('conversations come in pages, those who wait longest first, each with what the list shows of it', async () => {
  const people = []
  for (const name of ['Eda', 'Ali', 'Can']) people.push(await server.visitor(name))
  const [eda, ali] = people
  if (!eda || !ali) throw new Error('nobody came')
  for (const { cookie, chatId } of [ali, eda]) {
    clock.pass(1000)
    const socket = await server.joined(cookie, chatId)
    await socket.request('/chat', 'send', {
      chat_id: chatId,
      client_id: 'first-message',
      type: 'text',
      text: 'merhaba',
    })
  }

  const waiting = await list('?filter=waiting')
  expect([names(waiting.chats), waiting.next]).toEqual(['Ali Eda', null])
  expect(waiting.chats[1]).toEqual({
    chat_id: eda.chatId,
    cid: eda.cid,
    name: 'Eda',
    created_at: expect.any(String),
    waiting_since: expect.any(String),
    unread: 1,
    online: true,
    last_message: expect.objectContaining({ text: 'merhaba', rev: 1 }),
    archived: false,
    blocked: false,
    note: null,
  })

  const first = await list('?limit=2')
  const second = await list(`?limit=2&cursor=${first.next}`)
  expect(new Set(`${names(first.chats)} ${names(second.chats)}`.split(' '))).toEqual(new Set(['Eda', 'Ali', 'Can']))
  expect(names(first.chats).split(' ')[0]).toBe('Eda')
  expect([first.next, second.next]).toEqual([expect.any(String), null])
  expect((await list('?filter=archived')).chats).toEqual([])
  expect((await list('?limit=100')).chats).toHaveLength(3)
})
