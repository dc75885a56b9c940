import { describe, expect, test } from 'bun:test'
import { samplePng } from '#tests/support/sample-pictures'
import { formOf, sampleWav, startMediaServer } from '#tests/support/uploads'

const { server, post, upload, get } = await startMediaServer()
const admin = await server.admin()
const [eda, ali] = [await server.visitor('Eda'), await server.visitor('Ali')]
const picture = await upload(eda.cookie, samplePng(40, 30))
const voice = await upload(eda.cookie, sampleWav())
const unknown = `/media/${'A'.repeat(22)}`

const askers: Record<string, string> = {
  nobody: '',
  'a stranger': 'konusma_visitor=nobody; konusma_admin=nobody',
  'another visitor': ali.cookie,
  owner: eda.cookie,
  'the admin': admin,
  'the admin who is another visitor': `${ali.cookie}; ${admin}`,
}

describe.each([
  ['whole', '', 'GET', {}, 200],
  ['a thumbnail', '?thumb=1', 'GET', {}, 200],
  ['a range', '', 'GET', { Range: 'bytes=0-3' }, 206],
  ['what it is like', '', 'HEAD', {}, 200],
  ['what a browser has', '', 'GET', { 'If-None-Match': '*' }, 304],
])('%s is given', (_, query, method, headers, status) => {
  const statusesOf = (path: string) =>
    Promise.all(Object.values(askers).map(async (cookie) => (await get(path + query, cookie, headers, method)).status))

  test('to its visitor and the admin alone', async () => {
    expect(await statusesOf(picture.media_url)).toEqual([401, 401, 404, status, status, status])
  })

  test('to nobody where there is none', async () => {
    expect(await statusesOf(unknown)).toEqual([401, 401, 404, 404, 404, 404])
  })
})

test('what belongs to another is answered with the same bytes as what does not exist', async () => {
  const answers = [picture.media_url, `${picture.media_url}?thumb=1`, unknown, '/media/x', '/media/..%2fdata.sqlite3']
  const texts = await Promise.all(
    answers.map(async (path) => {
      const response = await get(path, ali.cookie, { Range: 'bytes=0-1' })
      const headers = [...response.headers].filter(([name]) => name !== 'date')
      return JSON.stringify([response.status, await response.text(), headers])
    }),
  )

  expect(new Set(texts).size).toBe(1)
  expect(texts[0]).toStartWith('[404,')
})

test('a part that a medium has not is not found, and another query is bad', async () => {
  expect((await get(`${voice.media_url}?thumb=1`, eda.cookie)).status).toBe(404)
  expect((await get(`${picture.media_url}?as=ogg`, eda.cookie)).status).toBe(404)
  for (const query of ['?thumb=0', '?thumb=', '?as=wav', '?as=', '?size=1', '?thumb=1&as=ogg'])
    expect((await get(picture.media_url + query, eda.cookie)).status).toBe(400)
  expect((await get(`${unknown}?thumb=0`)).status).toBe(401)
})

test('who has left or was erased reads nothing more', async () => {
  const [ece, can] = [await server.visitor('Ece'), await server.visitor('Can')]
  const [hers, his] = [await upload(ece.cookie, sampleWav(100)), await upload(can.cookie, sampleWav(100))]
  await server.ask('DELETE', '/api/session', undefined, { Cookie: ece.cookie })
  await server.ask('DELETE', '/api/admin/chats', { chat_ids: [can.chatId] }, { Cookie: admin })

  expect((await get(hers.media_url, ece.cookie)).status).toBe(401)
  expect((await get(hers.media_url, admin)).status).toBe(200)
  expect((await get(his.media_url, can.cookie)).status).toBe(401)
  expect((await get(his.media_url, admin)).status).toBe(404)
})

describe('a browser with both cookies', () => {
  const both = `${eda.cookie}; ${admin}`
  let sent = 0
  const statusOfSend = async (cookie: string, fileRef: string, chat_id: string, as?: 'admin') => {
    const socket = await server.joined(cookie, chat_id, as)
    const data = { chat_id, client_id: `message-${++sent}`, type: 'audio', fileRef }
    return (await socket.request('/chat', 'send', data)).ok
  }
  const uploadAt = async (path: string, fields = {}) =>
    (await (await post(both, formOf(sampleWav(100 + ++sent), fields), {}, path)).json()).fileRef

  test('uploads as the visitor into its own conversation', async () => {
    for (const fields of [{}, { chat_id: eda.chatId }])
      expect(await statusOfSend(eda.cookie, await uploadAt('/api/media', fields), eda.chatId)).toBe(true)
  })

  test('uploads as the admin into any other, and into its own where it says so', async () => {
    const others = await uploadAt('/api/media', { chat_id: ali.chatId })
    const own = await uploadAt('/api/media?as=admin', { chat_id: eda.chatId })

    expect(await statusOfSend(admin, others, ali.chatId, 'admin')).toBe(true)
    expect(await statusOfSend(admin, own, eda.chatId, 'admin')).toBe(true)
    expect((await post(both, formOf(sampleWav()), {}, '/api/media?as=admin')).status).toBe(400)
    expect((await post(both, formOf(sampleWav(), { chat_id: ali.chatId }), {}, '/api/media?as=user')).status).toBe(404)
  })
})

test('what is served can neither run nor be kept by others', async () => {
  const { headers } = await get(picture.media_url, eda.cookie)

  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'image/png',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    'content-disposition': 'inline',
    'accept-ranges': 'bytes',
  })
})
