import { describe, expect, test } from 'bun:test'
import { bytesOf, untilGone } from '#tests/support/file-bytes'
import { untilIndexed } from '#tests/support/indexed'
import { scratchDatabase } from '#tests/support/scratch'
import { startTestServer } from '#tests/support/test-server'
import type { Frame, TestSocket } from '#tests/support/test-socket'

let sent = 0

const send = async (socket: TestSocket, chatId: string, text = 'merhaba') => {
  const data = { chat_id: chatId, client_id: `message-${++sent}`, type: 'text', text }
  return (await socket.request('/chat', 'send', data)).data.message
}

const open = async (variables: Record<string, string> = {}, presenceGraceMs = 8000) => {
  const server = await startTestServer(variables, { presenceGraceMs })
  const eda = await server.visitor()
  const cookie = await server.admin()
  const as = (method: string, path: string, body?: unknown) =>
    server.ask(method, `/api/admin${path}`, body, { Cookie: cookie })
  const visitor = await server.joined(eda.cookie, eda.chatId)
  const admin = await server.joined(cookie, eda.chatId, 'admin')
  return { server, eda, chatId: eda.chatId, cookie, as, visitor, admin }
}

const rowOf = async (as: (method: string, path: string) => Promise<Response>, chatId: string) =>
  (await (await as('GET', '/chats')).json()).chats.find((chat: { chat_id: string }) => chat.chat_id === chatId)

const isRowOf = ({ event, data }: Frame, chatId: string): boolean =>
  event === 'thread:updated' && data.chat_id === chatId

describe('deleting messages', () => {
  test('is refused to everybody but the admin, before anything is looked at', async () => {
    const { server, eda, chatId } = await open()
    const path = `/api/admin/chats/${chatId}/messages`

    expect((await server.ask('DELETE', path, 'no json')).status).toBe(401)
    expect((await server.ask('DELETE', path, { ids: [1] }, { Cookie: eda.cookie })).status).toBe(401)
  })

  test('is refused without a list of ids, and in a conversation that is none', async () => {
    const { as, chatId } = await open()

    for (const body of [
      {},
      { ids: [] },
      { ids: ['1'] },
      { ids: [-1] },
      { ids: [1.5] },
      { ids: 1 },
      [],
      'x',
      { ids: [1], all: true },
    ])
      expect((await as('DELETE', `/chats/${chatId}/messages`, body)).status).toBe(400)
    expect((await as('DELETE', '/chats/nowhere/messages', { ids: [1] })).status).toBe(404)
  })

  test('takes live messages of that conversation only, each with a rev of its own', async () => {
    const { server, as, chatId, visitor, admin } = await open()
    const other = await server.visitor('Ali')
    const theirs = await send(await server.joined(other.cookie, other.chatId), other.chatId)
    const [one, two] = [await send(visitor, chatId), await send(visitor, chatId)]
    const ids = [two.id, theirs.id, 999_999, one.id, two.id]

    expect(await (await as('DELETE', `/chats/${chatId}/messages`, { ids })).json()).toEqual({ deleted: 2 })
    expect(await (await as('DELETE', `/chats/${chatId}/messages`, { ids })).json()).toEqual({ deleted: 0 })
    const { data } = await visitor.event('chat:updated')
    expect(data).toEqual((await admin.event('chat:updated')).data)
    expect(data.rev).toBe(4)
    expect(data.messages.map(({ id, rev }: { id: number; rev: number }) => [id, rev])).toEqual([
      [two.id, 3],
      [one.id, 4],
    ])
    expect(data.messages[0]).toMatchObject({
      deleted: true,
      text: null,
      reactions: {},
      reply_to: null,
      edited_at: null,
      role: 'user',
      client_id: two.client_id,
      created_at: two.created_at,
    })
  })

  test('takes them out of histories, and leaves the row as if they had never been', async () => {
    const { server, as, eda, chatId, visitor, admin } = await open()
    const first = await send(visitor, chatId, 'bir')
    const answer = await send(admin, chatId, 'iki')
    const last = await send(visitor, chatId, 'üç')
    await as('DELETE', `/chats/${chatId}/messages`, { ids: [last.id] })
    expect(await rowOf(as, chatId)).toMatchObject({ waiting_since: null, unread: 0, last_message: { id: answer.id } })
    await as('DELETE', `/chats/${chatId}/messages`, { ids: [answer.id] })

    expect(await rowOf(as, chatId)).toMatchObject({ waiting_since: first.created_at, last_message: { id: first.id } })
    const page = await (
      await server.ask('GET', `/api/chats/${chatId}/messages`, undefined, { Cookie: eda.cookie })
    ).json()
    expect(page.messages.map(({ text }: { text: string }) => text)).toEqual(['bir'])
    await as('DELETE', `/chats/${chatId}/messages`, { ids: [first.id] })
    expect(await rowOf(as, chatId)).toMatchObject({ waiting_since: null, unread: 0, last_message: null })
  })

  test('counts no rev, id or number twice after a restart', async () => {
    const { url } = scratchDatabase()
    const before = await open({ DATABASE_URL: url })
    const { id } = await send(before.visitor, before.chatId)
    await before.as('DELETE', `/chats/${before.chatId}/messages`, { ids: [id] })
    await before.server.stop()

    const server = await startTestServer({ DATABASE_URL: url })
    const visitor = await server.joined(before.eda.cookie, before.chatId)
    expect(await send(visitor, before.chatId)).toMatchObject({ rev: 3, id: id + 1 })
  })
})

describe('erasing conversations', () => {
  test('is refused without ids', async () => {
    const { as } = await open()
    for (const body of [{}, { chat_ids: [] }, { chat_ids: [7] }, { chat_ids: 'x' }])
      expect((await as('DELETE', '/chats', body)).status).toBe(400)
  })

  test('shows the visitor out, tells the admins, and leaves nothing to ask for', async () => {
    const { server, as, eda, chatId, cookie, visitor, admin } = await open()
    await send(visitor, chatId)
    const chat_ids = [chatId, chatId, 'nowhere']

    expect(await (await as('DELETE', '/chats', { chat_ids })).json()).toEqual({ deleted: 1 })
    expect(await visitor.closed).toBe(4001)
    const gone = await admin.until(({ event, data }) => event === 'thread:updated' && data.deleted === true)
    expect(gone.data).toEqual({ chat_id: chatId, deleted: true })
    expect((await server.ask('GET', '/api/session', undefined, { Cookie: eda.cookie })).status).toBe(401)
    expect((await server.ask('GET', `/api/chats/${chatId}/messages`, undefined, { Cookie: cookie })).status).toBe(404)
    expect(await rowOf(as, chatId)).toBeUndefined()
    const late = { chat_id: chatId, client_id: 'too-late-now', type: 'text', text: 'x' }
    expect((await admin.request('/chat', 'send', late)).error.code).toBe('not_joined')
  })

  test('is heard of once: the visitor who was shown out does not bring the row back', async () => {
    const { server, as, chatId, visitor, admin } = await open({}, 20)
    const ali = await server.visitor('Ali')
    const other = await server.socket(ali.cookie)
    const arrived = await admin.until((frame) => isRowOf(frame, ali.chatId) && frame.data.online)
    await as('DELETE', '/chats', { chat_ids: [chatId] })
    await visitor.closed
    // Goes after Eda did: what there is to say of her is said before.
    other.close()
    const isLater = (frame: Frame) => admin.frames.indexOf(frame) > admin.frames.indexOf(arrived)
    await admin.until((frame) => isRowOf(frame, ali.chatId) && !frame.data.online && isLater(frame))

    expect(admin.frames.findLast((frame) => isRowOf(frame, chatId))?.data).toEqual({ chat_id: chatId, deleted: true })
  })

  test('counts each of very many once, and the sockets of all of them close', async () => {
    const { server, as } = await open({ MAX_NEW_SESSIONS_PER_ADDRESS: '0' })
    const people = await Promise.all(Array.from({ length: 45 }, (_, n) => server.visitor(`Eda ${n}`)))
    const sockets = await Promise.all(people.slice(0, 5).map(({ cookie }) => server.socket(cookie)))
    const chat_ids = people.flatMap(({ chatId }) => [chatId, 'nowhere', chatId])

    expect(await (await as('DELETE', '/chats', { chat_ids })).json()).toEqual({ deleted: 45 })
    for (const socket of sockets) expect(await socket.closed).toBe(4001)
    expect((await (await as('GET', '/chats')).json()).chats).toHaveLength(1)
  })

  test('refuses what was on its way, and stores none of it', async () => {
    const { as, chatId, admin } = await open()
    const [erased, late] = await Promise.all([
      as('DELETE', '/chats', { chat_ids: [chatId] }),
      admin.request('/chat', 'send', { chat_id: chatId, client_id: 'on-its-way', type: 'text', text: 'x' }),
    ])
    expect((await erased.json()).deleted).toBe(1)
    expect(late.ok || ['not_found', 'not_joined'].includes(late.error.code)).toBe(true)
    expect((await (await as('GET', '/search?q=x')).json()).hits).toEqual([])
  })
})

describe('nothing of it stays in the file', () => {
  const talkOnDisk = async () => {
    const { path: file, url, open: look } = scratchDatabase()
    return { file, indexed: () => untilIndexed(look()), ...(await open({ DATABASE_URL: url })) }
  }

  test('after a message was deleted', async () => {
    const { file, indexed, as, chatId, visitor } = await talkOnDisk()
    const { id } = await send(visitor, chatId, 'gizlisilinecek bir şey')
    await indexed()
    expect(bytesOf(file)).toContain('gizlisilinecek')
    await as('DELETE', `/chats/${chatId}/messages`, { ids: [id] })
    await untilGone(file, ['gizlisilinecek'])
  })

  test('after a text was edited away', async () => {
    const { file, indexed, chatId, visitor } = await talkOnDisk()
    const { id } = await send(visitor, chatId, 'gizliduzeltilecek bir şey')
    await indexed()
    expect(bytesOf(file)).toContain('gizliduzeltilecek')
    await visitor.request('/chat', 'chat:edit', { chat_id: chatId, id, text: 'başka' })
    await untilGone(file, ['gizliduzeltilecek'])
  })

  test('after a conversation was erased', async () => {
    const { file, indexed, as, chatId, eda, visitor } = await talkOnDisk()
    await send(visitor, chatId, 'gizliyokolacak bir şey')
    await indexed()
    await as('PATCH', `/chats/${chatId}`, { note: 'gizlinotyokolacak' })
    await as('DELETE', '/chats', { chat_ids: [chatId] })
    await untilGone(file, ['gizliyokolacak', 'gizlinotyokolacak', eda.cid])
  })
})
