import { describe, expect, test } from 'bun:test'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { samplePng } from '#tests/support/sample-pictures'
import { startTestServer } from '#tests/support/test-server'
import { createUploads, filesIn, formOf, sampleWav, startMediaServer } from '#tests/support/uploads'

const block = async ({ server }: Awaited<ReturnType<typeof startMediaServer>>, admin: string, chatId: string) =>
  server.ask('PATCH', `/api/admin/chats/${chatId}`, { blocked: true }, { Cookie: admin })

test('a blocked visitor uploads nothing, may look at what there is, and the admin goes on', async () => {
  const media = await startMediaServer()
  const { server, post, upload, get, folder } = media
  const [eda, admin] = [await server.visitor(), await server.admin()]
  const { media_url } = await upload(eda.cookie, sampleWav())
  await block(media, admin, eda.chatId)

  const refused = await post(eda.cookie, formOf(sampleWav(100)))
  expect([refused.status, (await refused.json()).error.code]).toEqual([403, 'forbidden'])
  expect(filesIn(folder)).toHaveLength(1)
  expect((await get(media_url, eda.cookie)).status).toBe(200)
  expect((await post(admin, formOf(sampleWav(100), { chat_id: eda.chatId }))).status).toBe(201)
})

describe('the quota', () => {
  const open = async () => {
    const media = await startMediaServer({ MEDIA_QUOTA_MB: '1' })
    return { ...media, eda: await media.server.visitor() }
  }
  /** 16,044 bytes a second. */
  const seconds = (n: number) => sampleWav(n * 1000)

  test('stops a visitor, with nothing left of what was too much, and nobody else', async () => {
    const { server, post, upload, eda, folder } = await open()
    await upload(eda.cookie, seconds(60))

    const refused = await post(eda.cookie, formOf(seconds(10)))

    expect([refused.status, (await refused.json()).error.code]).toEqual([507, 'storage_full'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(filesIn(folder)).toHaveLength(1)
    expect((await post(eda.cookie, formOf(seconds(1)))).status).toBe(201)
    const [ali, admin] = [await server.visitor('Ali'), await server.admin()]
    expect((await post(ali.cookie, formOf(seconds(10)))).status).toBe(201)
    expect((await post(admin, formOf(seconds(60), { chat_id: eda.chatId }))).status).toBe(201)
  })

  test('holds for many at once', async () => {
    const { post, eda } = await open()

    const answers = await Promise.all(Array.from({ length: 8 }, () => post(eda.cookie, formOf(seconds(20)))))

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 507, 507, 507, 507, 507])
  })

  test('has room again for what was deleted', async () => {
    const { server, post, upload, eda } = await open()
    const { fileRef } = await upload(eda.cookie, seconds(60))
    const socket = await server.joined(eda.cookie, eda.chatId)
    const data = { chat_id: eda.chatId, client_id: 'the-long-one', type: 'audio', fileRef }
    const { id } = (await socket.request('/chat', 'send', data)).data.message
    expect((await post(eda.cookie, formOf(seconds(10)))).status).toBe(507)
    const path = `/api/admin/chats/${eda.chatId}/messages`
    await server.ask('DELETE', path, { ids: [id] }, { Cookie: await server.admin() })

    expect((await post(eda.cookie, formOf(seconds(10)))).status).toBe(201)
  })
})

test('a visitor uploads 60 times a minute, and the admin as often as need be', async () => {
  const now = Date.now()
  const { server, post } = await startMediaServer({}, { clock: () => now })
  const [eda, ali, admin] = [await server.visitor(), await server.visitor('Ali'), await server.admin()]
  for (let tries = 0; tries < 60; tries++) await post(eda.cookie, '', { 'Content-Type': 'text/plain' })

  const refused = await post(eda.cookie, formOf(sampleWav()))

  expect([refused.status, (await refused.json()).error.code]).toEqual([429, 'rate_limited'])
  expect(Number(refused.headers.get('retry-after'))).toBe(60)
  expect((await post(ali.cookie, formOf(sampleWav()))).status).toBe(201)
  expect((await post(admin, formOf(sampleWav(), { chat_id: eda.chatId }))).status).toBe(201)
})

test('twenty at once from one person are all stored', async () => {
  const { server, post, folder } = await startMediaServer()
  const eda = await server.visitor()
  const sending = Array.from({ length: 20 }, (_, n) => post(eda.cookie, formOf(samplePng(600 + n, 400))))

  expect((await Promise.all(sending)).map(({ status }) => status)).toEqual(Array(20).fill(201))
  expect(filesIn(folder)).toHaveLength(40)
}, 20_000)

test('with a database in memory the files are in a folder of their own, and gone with the server', async () => {
  const foldersNow = () => readdirSync(tmpdir()).filter((name) => name.startsWith('konusma-media-'))
  const before = new Set(foldersNow())
  const server = await startTestServer()
  const eda = await server.visitor()
  const { media_url } = await createUploads(server).upload(eda.cookie, sampleWav())
  const own = foldersNow().filter((name) => !before.has(name) && filesIn(`${tmpdir()}/${name}`).includes(media_url.slice('/media/'.length))) // biome-ignore format: one question
  expect(own).toHaveLength(1)
  expect(existsSync('media')).toBe(false)

  await server.stop()

  expect(foldersNow()).not.toContain(own[0] ?? '')
})
