import { describe, expect, test } from 'bun:test'
import { rmSync } from 'node:fs'
import { watch } from 'node:fs/promises'
import { samplePng } from '#tests/support/sample-pictures'
import { startTestServer } from '#tests/support/test-server'
import { filesIn, sampleWav, startMediaServer } from '#tests/support/uploads'

let sent = 0

const open = async () => {
  const media = await startMediaServer()
  const { server } = media
  const eda = await server.visitor()
  const admin = await server.admin()
  const remove = (path: string, body: unknown) => server.ask('DELETE', `/api/admin${path}`, body, { Cookie: admin })
  const socket = await server.joined(eda.cookie, eda.chatId)
  const send = async (fileRef: string, type = 'image') => {
    const data = { chat_id: eda.chatId, client_id: `message-${++sent}`, type, fileRef }
    return (await socket.request('/chat', 'send', data)).data.message
  }
  return { ...media, eda, admin, remove, send }
}

describe('the files are gone before it is answered', () => {
  test('of a message that was deleted, and no others', async () => {
    const { upload, remove, send, get, eda, folder } = await open()
    const [picture, other] = [await upload(eda.cookie, samplePng(9, 9)), await upload(eda.cookie, samplePng(8, 8))]
    const message = await send(picture.fileRef)
    await send(other.fileRef)
    expect(filesIn(folder)).toHaveLength(4)

    expect(await (await remove(`/chats/${eda.chatId}/messages`, { ids: [message.id] })).json()).toEqual({ deleted: 1 })

    expect(filesIn(folder).toSorted()).toEqual([other.fileRef, `${other.fileRef}.thumb`].toSorted())
    for (const query of ['', '?thumb=1']) expect((await get(picture.media_url + query, eda.cookie)).status).toBe(404)
    expect((await get(other.media_url, eda.cookie)).status).toBe(200)
  })

  test('of a conversation that was erased, what was not sent too', async () => {
    const { server, upload, remove, send, eda, folder } = await open()
    const ali = await server.visitor('Ali')
    await send((await upload(eda.cookie, samplePng(9, 9))).fileRef)
    await upload(eda.cookie, sampleWav())
    const his = await upload(ali.cookie, sampleWav())

    await remove('/chats', { chat_ids: [eda.chatId] })

    expect(filesIn(folder)).toEqual([his.fileRef])
  })
})

test('where the disk refuses, the message is gone all the same, and the files go later', async () => {
  const { server, upload, remove, send, get, eda, admin, folder } = await open()
  const voice = await upload(eda.cookie, sampleWav())
  const message = await send(voice.fileRef, 'audio')
  // A folder in the place of a file cannot be unlinked by anybody.
  const inTheWay = `${folder}/${voice.fileRef}.thumb`
  await Bun.write(`${inTheWay}/x`, 'x')

  expect((await remove(`/chats/${eda.chatId}/messages`, { ids: [message.id] })).status).toBe(200)
  expect((await get(voice.media_url, admin)).status).toBe(404)
  // Tidying at its own time may have met it too.
  expect(server.logged.some((line) => line.includes('"fault"'))).toBe(true)
  rmSync(inTheWay, { recursive: true })
  const { id } = await send((await upload(eda.cookie, sampleWav(100))).fileRef, 'audio')
  await remove(`/chats/${eda.chatId}/messages`, { ids: [id] })
  expect(filesIn(folder)).toEqual([])
})

test('what a server that was killed left behind goes at the next start, and nothing else', async () => {
  const { server, upload, remove, send, eda, folder, database } = await open()
  const [kept, deleted] = [await upload(eda.cookie, sampleWav()), await upload(eda.cookie, sampleWav(100))]
  const message = await send(deleted.fileRef, 'audio')
  const inTheWay = `${folder}/${deleted.fileRef}.thumb`
  await Bun.write(`${inTheWay}/x`, 'x')
  await remove(`/chats/${eda.chatId}/messages`, { ids: [message.id] })
  await server.stop()
  rmSync(inTheWay, { recursive: true })
  await Bun.write(`${folder}/${deleted.fileRef}`, 'as if it had never been unlinked')
  await Bun.write(`${folder}/${'A'.repeat(22)}.whole.${crypto.randomUUID()}.part`, 'half of a file')
  await Bun.write(`${folder}/notes.txt`, "somebody's own")

  const changes = watch(folder)
  const next = await startTestServer({ DATABASE_URL: `sqlite:///${database}` })
  await next.routes()
  const expected = [kept.fileRef, 'notes.txt'].toSorted()
  for await (const _ of changes) if (filesIn(folder).toSorted().join() === expected.join()) break

  expect(filesIn(folder).toSorted()).toEqual(expected)
})

test('an upload that was on its way into a conversation that was erased leaves nothing', async () => {
  const { server, post, remove, eda, folder } = await open()
  const gate = Promise.withResolvers<void>()
  const boundary = 'x'
  const form = `--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`
  const body = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      controller.enqueue(new Uint8Array(Buffer.from(form)))
      await gate.promise
      controller.enqueue(new Uint8Array(Buffer.concat([sampleWav(), Buffer.from('\r\n--x--')])))
      controller.close()
    },
  })
  const uploading = post(eda.cookie, body, { 'Content-Type': `multipart/form-data; boundary=${boundary}` })
  await remove('/chats', { chat_ids: [eda.chatId] })
  gate.resolve()

  const status = (await uploading).status
  expect([401, 404]).toContain(status)
  expect(filesIn(folder)).toEqual([])
  expect(server.logged.filter((line) => line.includes('"fault"'))).toEqual([])
})
