import { describe, expect, test } from 'bun:test'
import { type Person, startTestServer } from '#tests/support/test-server'

const server = await startTestServer({ MAX_SENDS_PER_10S: '0', MAX_FRAMES_PER_S: '0' })
const eda = await server.visitor('Eda')
const ali = await server.visitor('Ali')
const admin = await server.admin()
const said = await say(eda, 12)
const aliSaid = await say(ali, 1)

async function say(person: Person, count: number): Promise<number[]> {
  const socket = await server.joined(person.cookie, person.chatId)
  const sends = Array.from({ length: count }, (_, n) =>
    socket.request('/chat', 'send', {
      chat_id: person.chatId,
      client_id: `message-${n}`,
      type: 'text',
      text: `${n + 1}`,
    }),
  )
  const ids = (await Promise.all(sends)).map((ack) => ack.data.message.id)
  socket.close()
  return ids
}

const read = (chatId: string, query: string, cookie: string) =>
  server.ask('GET', `/api/chats/${chatId}/messages${query}`, undefined, { Cookie: cookie })
const texts = async (response: Response) => {
  const { messages, has_more } = await response.json()
  return [messages.map((message: { text: string }) => message.text).join(' '), has_more]
}

describe('refused', () => {
  test('401 without a session, before anything else is looked at', async () => {
    for (const [chatId, query] of [
      [eda.chatId, ''],
      ['unheard-of', ''],
      [eda.chatId, '?limit=x'],
    ] as const) {
      const response = await read(chatId, query, '')
      expect([response.status, (await response.json()).error.code]).toEqual([401, 'unauthenticated'])
    }
  })

  test("somebody else's conversation, with the same bytes and headers as one that never was", async () => {
    const answers = await Promise.all(
      [ali.chatId, 'A'.repeat(22), 'x'].map((chatId) => read(chatId, '?limit=1', eda.cookie)),
    )
    const seen = await Promise.all(
      answers.map(async (answer) => [answer.status, await answer.text(), headersOf(answer)]),
    )

    expect(seen[0]?.[0]).toBe(404)
    expect(seen[1]).toEqual(seen[0] ?? [])
    expect(seen[2]).toEqual(seen[0] ?? [])
  })

  test('to the admin what never was is the same 404', async () => {
    const [answer, stranger] = await Promise.all([read('unheard-of', '', admin), read(ali.chatId, '', eda.cookie)])

    expect([answer.status, await answer.text()]).toEqual([404, await stranger.text()])
  })

  test.each([
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=1.5',
    'limit=x',
    'limit=',
    'limit=1e1',
    'limit=%D9%A1',
    'before=0',
    'before=-5',
    'before=x',
    'before=99999999999999999999',
    'before[]=1',
    'befor=1',
  ])('?%s with 400 and what is wrong', async (query) => {
    const response = await read(eda.chatId, `?${query}`, eda.cookie)
    const { error } = await response.json()

    expect([response.status, error.code]).toEqual([400, 'bad_request'])
    expect(error.issues).not.toEqual([])
  })
})

const headersOf = (response: Response): [string, string][] => [...response.headers].filter(([name]) => name !== 'date')

test('the newest come first asked, oldest first within the page, and upward page by page to the end', async () => {
  expect(await texts(await read(eda.chatId, '?limit=5', eda.cookie))).toEqual(['8 9 10 11 12', true])
  expect(await texts(await read(eda.chatId, `?limit=5&before=${said[7]}`, eda.cookie))).toEqual(['3 4 5 6 7', true])
  expect(await texts(await read(eda.chatId, `?before=${said[2]}`, eda.cookie))).toEqual(['1 2', false])
  expect(await texts(await read(eda.chatId, `?before=${said[0]}`, eda.cookie))).toEqual(['', false])
  expect(await texts(await read(eda.chatId, '?limit=200', eda.cookie))).toEqual(['1 2 3 4 5 6 7 8 9 10 11 12', false])
})

test("a page before another conversation's message is one of this conversation all the same", async () => {
  expect(await texts(await read(eda.chatId, `?before=${aliSaid[0]}&limit=2`, eda.cookie))).toEqual(['11 12', true])
})

test('the admin reads every conversation, a visitor with both cookies its own and every other', async () => {
  expect((await read(ali.chatId, '', admin)).status).toBe(200)
  expect((await read(eda.chatId, '', `${eda.cookie}; ${admin}`)).status).toBe(200)
  expect((await read(ali.chatId, '', `${eda.cookie}; ${admin}`)).status).toBe(200)
})

test('a message on the wire has every field of the contract and no other', async () => {
  const { messages } = await (await read(ali.chatId, '', ali.cookie)).json()

  expect(messages).toEqual([
    {
      id: aliSaid[0],
      rev: 1,
      chat_id: ali.chatId,
      client_id: 'message-0',
      role: 'user',
      type: 'text',
      text: '1',
      media_url: null,
      media: null,
      reply_to: null,
      reactions: {},
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      edited_at: null,
      deleted: false,
      via: 'web',
    },
  ])
})
