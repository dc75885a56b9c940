import { describe, expect, test } from 'bun:test'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { startTestServer } from '#tests/support/test-server'

const open = async () => {
  const server = await startTestServer()
  const cookie = await server.admin()
  const facts = (chatId: string) => server.ask('GET', `/api/admin/chats/${chatId}/facts`, undefined, { Cookie: cookie })
  return { server, cookie, facts }
}

describe('what is known of a conversation', () => {
  test('is not told to its visitor or to nobody, and an unknown one is not found', async () => {
    const { server, facts } = await open()
    const { chatId, cookie } = await server.visitor()
    for (const headers of [{}, { Cookie: cookie }])
      expect((await server.ask('GET', `/api/admin/chats/${chatId}/facts`, undefined, headers)).status).toBe(401)
    expect((await facts('nowhere')).status).toBe(404)
  })

  test('is the language, the device seen last and the number of messages', async () => {
    const { server, cookie, facts } = await open()
    const session = await server.ask('POST', '/api/session', { name: 'Eda', lang: 'en' }, { 'User-Agent': 'a phone' })
    const { chat_id: chatId } = await session.json()
    const admin = await server.joined(cookie, chatId, 'admin')
    for (const n of [1, 2, 3])
      await admin.request('/chat', 'send', {
        chat_id: chatId,
        client_id: `message-${n}`,
        type: 'text',
        text: 'merhaba',
      })
    const path = `/api/admin/chats/${chatId}`
    await server.ask('DELETE', `${path}/messages`, { ids: [2] }, { Cookie: cookie })

    expect(await (await facts(chatId)).json()).toEqual({
      lang: 'en',
      user_agent: 'a phone',
      message_count: { count: 2, is_least: false },
    })
  })

  test('has no device once its visitor left', async () => {
    const { server, facts } = await open()
    const { chatId, cookie } = await server.visitor()
    await server.ask('DELETE', '/api/session', undefined, { Cookie: cookie })
    expect(await (await facts(chatId)).json()).toMatchObject({ user_agent: null })
  })
})

test('counting stops where it would hold up others', async () => {
  const store = openTestStore()
  const [eda, ali] = [await createConversation(store), await createConversation(store)]
  for (let n = 0; n < 3; n++) await store.messages.append(messageOf(eda))
  await store.messages.append(messageOf(ali))

  expect(await store.messages.count(eda, 2)).toEqual({ count: 2, isLeast: true })
  expect(await store.messages.count(eda, 3)).toEqual({ count: 3, isLeast: false })
})
