import { describe, expect, test } from 'bun:test'
import { rmSync } from 'node:fs'
import type { Message } from '#protocol/messages'
import { readZip } from '#tests/support/read-zip'
import { samplePng } from '#tests/support/sample-pictures'
import type { TestSocket } from '#tests/support/test-socket'
import { sampleWav, startMediaServer } from '#tests/support/uploads'

let sent = 0

const open = async (variables: Record<string, string> = {}, name = 'Eda') => {
  const media = await startMediaServer({ MAX_SENDS_PER_10S: '0', MAX_FRAMES_PER_S: '0', ...variables })
  const { server, get } = media
  const [eda, cookie] = [await server.visitor(name), await server.admin()]
  const path = `/api/admin/chats/${eda.chatId}/export`
  const [visitor, admin] = [
    await server.joined(eda.cookie, eda.chatId),
    await server.joined(cookie, eda.chatId, 'admin'),
  ]
  const send = async (socket: TestSocket, data: object): Promise<Message> => {
    const all = { chat_id: eda.chatId, client_id: `message-${++sent}`, type: 'text', ...data }
    return (await socket.request('/chat', 'send', all)).data.message
  }
  const unzip = async () => {
    const response = await get(path, cookie)
    const files = readZip(new Uint8Array(await response.arrayBuffer()))
    const textOf = (file: string) => Buffer.from(files.get(file) ?? []).toString()
    return { response, files, page: textOf('index.html'), json: JSON.parse(textOf('messages.json')) }
  }
  return { ...media, eda, cookie, path, visitor, admin, send, unzip }
}

describe('an export is refused', () => {
  test('to everybody but the admin, and of a conversation that is none', async () => {
    const { get, eda, path, cookie } = await open()

    expect((await get(path)).status).toBe(401)
    expect((await get(path, eda.cookie)).status).toBe(401)
    expect((await get('/api/admin/chats/nowhere/export', eda.cookie)).status).toBe(401)
    expect((await get('/api/admin/chats/nowhere/export', cookie)).status).toBe(404)
  })
})

test('it is a zip under the name of the conversation, whatever letters that has', async () => {
  const { get, eda, path, cookie } = await open({}, 'Çiğdem Ünal')
  const { status, headers } = await get(path, cookie, {}, 'HEAD')

  expect([status, headers.get('content-type')]).toEqual([200, 'application/zip'])
  expect(headers.get('cache-control')).toBe('no-store')
  const ascii = eda.cid.replace(/[^\w.-]/g, '_')
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="${ascii}.zip"; filename*=UTF-8''${encodeURIComponent(eda.cid)}.zip`,
  )
})

test('all that was said is in it, oldest first, with the files to the byte', async () => {
  const { get, upload, unzip, send, visitor, admin, eda, cookie } = await open()
  const picture = await upload(eda.cookie, samplePng(30, 20))
  const wav = sampleWav(300)
  const voice = await upload(cookie, wav, { chat_id: eda.chatId })
  const shown = await send(visitor, { type: 'image', fileRef: picture.fileRef, text: 'bizim dükkân' })
  const said = await send(admin, { type: 'audio', fileRef: voice.fileRef })
  const asked = await send(visitor, { text: 'kaça?', reply_to: shown.id })
  await admin.request('/chat', 'chat:react', { chat_id: eda.chatId, id: asked.id, emoji: '👍' })

  const { response, files, json, page } = await unzip()

  expect(response.status).toBe(200)
  const paths = [`media/${shown.id}.png`, `media/${said.id}.wav`]
  expect([...files.keys()]).toEqual(['messages.json', 'index.html', ...paths])
  const stored = new Uint8Array(await (await get(picture.media_url, cookie)).arrayBuffer())
  expect(files.get(paths[0] ?? '')).toEqual(stored)
  expect(files.get(paths[1] ?? '')).toEqual(wav)
  expect(json).toMatchObject({ chat_id: eda.chatId, cid: eda.cid, name: 'Eda', exported_at: expect.any(String) })
  expect(json.messages).toMatchObject([
    { id: shown.id, text: 'bizim dükkân', media: { file: paths[0], width: 30 } },
    { id: said.id, media: { file: paths[1], duration_ms: 300 } },
    { id: asked.id, text: 'kaça?', reply_to: shown.id, reactions: { admin: '👍' } },
  ])
  expect(page).toContain(`<img src="${paths[0]}"`)
  expect(page).toContain(`<audio controls preload="none" src="${paths[1]}">`)
  expect(page).toContain(`href="#m${shown.id}"`)
  expect(page).toContain('👍 Admin Muhsin')
})

test('whatever people wrote, the page runs nothing and asks for nothing', async () => {
  const { unzip, send, visitor, admin } = await open({}, '</h1><script>alert(1)</script>')
  const evil = '<img src=x onerror=alert(1)> & "quoted" \'so\' </article><script>alert(2)</script>'
  const first = await send(visitor, { text: evil })
  await send(admin, { text: '<b>cevap</b>', reply_to: first.id })

  const { page, json } = await unzip()

  expect(page).not.toMatch(/<script|<img|<b>cevap|https?:|\son\w+=[^&]*>/)
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot; &#39;so&#39;')
  expect(json.messages[0].text).toBe(evil)
})

test('a file that is missing is left out, and both say so', async () => {
  const { upload, unzip, send, visitor, eda, folder } = await open()
  const voice = await upload(eda.cookie, sampleWav())
  await send(visitor, { type: 'audio', fileRef: voice.fileRef })
  rmSync(`${folder}/${voice.fileRef}`)

  const { files, json, page } = await unzip()

  expect([...files.keys()]).toEqual(['messages.json', 'index.html'])
  expect(json.messages[0].media.file).toBeNull()
  expect(page).toContain('Bu dosya sunucuda yok.')
})

test('a long conversation is whole, without what was deleted', async () => {
  const { server, unzip, send, visitor, eda, cookie } = await open()
  const messages = await Promise.all(Array.from({ length: 450 }, (_, n) => send(visitor, { text: `${n}` })))
  const late = await send(visitor, { text: 'cevap', reply_to: messages[0]?.id ?? 0 })
  const ids = [messages[7]?.id, messages[300]?.id]
  await server.ask('DELETE', `/api/admin/chats/${eda.chatId}/messages`, { ids }, { Cookie: cookie })

  const { json, page } = await unzip()

  const expected = [...messages, late].map(({ id }) => id).filter((id) => !ids.includes(id))
  expect(json.messages.map(({ id }: Message) => id)).toEqual(expected)
  expect([...page.matchAll(/<article [^>]*id="m(\d+)"/g)].map(([, id]) => Number(id))).toEqual(expected)
})

test('an empty conversation says that it is', async () => {
  const { unzip } = await open({ ADMIN_LANG: 'en' })
  const { json, page } = await unzip()

  expect(json.messages).toEqual([])
  expect(page).toContain('<html lang="en">')
  expect(page).toContain('There is no message in this conversation.')
})

test('its reader may go away half-way, without a fault', async () => {
  const { server, get, send, visitor, cookie, path } = await open()
  const long = 'x'.repeat(4000)
  await Promise.all(Array.from({ length: 600 }, () => send(visitor, { text: long })))
  const reader = (await get(path, cookie)).body?.getReader()
  await reader?.read()
  await reader?.cancel()

  expect((await get(path, cookie, {}, 'HEAD')).status).toBe(200)
  expect(server.logged.filter((line) => line.includes('"fault"'))).toEqual([])
})
