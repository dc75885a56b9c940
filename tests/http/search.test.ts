import { describe, expect, test } from 'bun:test'
import { startTestServer } from '#tests/support/test-server'

const server = await startTestServer()
const admin = await server.admin()
const get = async (path: string, cookie = admin) => {
  const response = await server.ask('GET', path, undefined, { Cookie: cookie })
  return { status: response.status, ...(await response.json()) }
}
const search = (query: string, cookie?: string) => get(`/api/admin/search?${query}`, cookie)
const chats = (q: string) => get(`/api/admin/chats?q=${encodeURIComponent(q)}`)

const eda = await server.visitor('Eda Iğdırlı')
const ali = await server.visitor('Ali')
for (const [{ cookie, chatId }, texts] of [
  [eda, ['merhaba, kargo nerede', '100% pamuk mu']],
  [ali, ['İSTANBUL’dan kargo bekliyorum']],
] as const) {
  const socket = await server.joined(cookie, chatId)
  for (const [n, text] of texts.entries())
    await socket.request('/chat', 'send', { chat_id: chatId, client_id: `message-${n}`, type: 'text', text })
}

describe('refused', () => {
  test('to a visitor, and to nobody in particular', async () => {
    expect(await search('q=kargo', eda.cookie)).toMatchObject({ status: 401, error: { code: 'unauthenticated' } })
    expect(await search('q=kargo', '')).toMatchObject({ status: 401 })
  })

  test.each([
    '',
    'q=a&limit=0',
    'q=a&limit=101',
    'q=a&before=x',
    'q=a&before=0',
    'q=a&more=1',
    'q=a&after=1',
    'q=a&chat_id=nobody&before=1&after=1',
    `q=a&chat_id=${'a'.repeat(65)}`,
  ])('?%s with 400', async (query) => {
    expect(await search(query)).toMatchObject({ status: 400, error: { code: 'bad_request' } })
  })

  test('in a conversation that is none with 404', async () => {
    expect(await search('q=kargo&chat_id=nobody')).toMatchObject({ status: 404, error: { code: 'not_found' } })
  })
})

test.each(['', '-', 'a b '.repeat(2000), '̇'])('%j is answered', async (q) => {
  expect((await chats(q)).status).toBe(200)
  expect((await search(`q=${encodeURIComponent(q)}`)).status).toBe(200)
})

test.each([
  '"',
  '*',
  'NEAR',
  'NEAR(a, b)',
  '%',
  '_',
  'AND',
  'OR x',
  'NOT a',
  '-xyz',
  ':',
  'text:a',
  '^',
  '^a',
  "'",
  '()',
  '😀',
  '\0',
  'a'.repeat(10_000),
  'ab cd '.repeat(1500),
])('%j is answered plainly by nothing', async (q) => {
  expect(await chats(q)).toEqual({ status: 200, chats: [], next: null })
  expect(await search(`q=${encodeURIComponent(q)}`)).toEqual({ status: 200, hits: [], has_more: false })
})

test('messages are found newest first, each with whose it is', async () => {
  const found = await search('q=KARGO')

  expect(found).toEqual({
    status: 200,
    hits: [
      { message: expect.objectContaining({ text: 'İSTANBUL’dan kargo bekliyorum' }), name: 'Ali', cid: ali.cid },
      { message: expect.objectContaining({ text: 'merhaba, kargo nerede' }), name: 'Eda Iğdırlı', cid: eda.cid },
    ],
    has_more: false,
  })
  const newest = await search('q=kargo&limit=1')
  expect([newest.hits.length, newest.has_more]).toEqual([1, true])
  const older = await search(`q=kargo&limit=1&before=${newest.hits[0].message.id}`)
  expect([older.hits[0].name, older.has_more]).toEqual(['Eda Iğdırlı', false])
})

test('conversations are found by name, CID and texts together', async () => {
  const namesFor = async (q: string): Promise<string[]> =>
    (await chats(q)).chats.map(({ name }: { name: string }) => name)

  expect(await namesFor('ĞDIR pamuk')).toEqual(['Eda Iğdırlı'])
  expect(await namesFor(`${ali.cid.toLowerCase()} istanbul`)).toEqual(['Ali'])
  expect(await namesFor('kargo')).toHaveLength(2)
  expect(await namesFor('  ')).toHaveLength(2)
  expect(await namesFor('kargo yok')).toEqual([])
})

test('in one conversation it is told how many there are and which of them these are, in both directions', async () => {
  const can = await server.visitor('Can')
  const socket = await server.joined(can.cookie, can.chatId)
  const ids: number[] = []
  for (const n of [0, 1, 2, 3]) {
    const sent = {
      chat_id: can.chatId,
      client_id: `invoice-${n}`,
      type: 'text',
      text: n === 1 ? 'başka' : `fatura ${n}`,
    }
    const { data } = await socket.request('/chat', 'send', sent)
    ids.push(data.message.id)
  }
  const [oldest = 0, other = 0, middle = 0, newest = 0] = ids
  const within = async (q: string) => {
    const { hits, has_more, total, newer } = await search(`chat_id=${can.chatId}&limit=1&q=${q}`)
    return [hits.map(({ message }: { message: { id: number } }) => message.id), has_more, total, newer]
  }

  expect(await within('fatura')).toEqual([[newest], true, 3, 0])
  expect(await within(`fatura&before=${newest}`)).toEqual([[middle], true, 3, 1])
  expect(await within(`fatura&before=${middle}`)).toEqual([[oldest], false, 3, 2])
  expect(await within(`fatura&before=${oldest}`)).toEqual([[], false, 3, 3])
  expect(await within(`fatura&after=${oldest}`)).toEqual([[middle], true, 3, 1])
  expect(await within(`fatura&after=${other}`)).toEqual([[middle], true, 3, 1])
  expect(await within(`fatura&after=${middle}`)).toEqual([[newest], false, 3, 0])
  expect(await within(`fatura&after=${newest}`)).toEqual([[], false, 3, 0])
  expect(await within('kargo')).toEqual([[], false, 0, 0])

  await server.ask('DELETE', `/api/admin/chats/${can.chatId}/messages`, { ids: [middle] }, { Cookie: admin })
  expect(await within(`fatura&before=${newest}`)).toEqual([[oldest], false, 2, 1])
})
