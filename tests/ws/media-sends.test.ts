import { describe, expect, test } from 'bun:test'
import { sampleWav, startMediaServer } from '#tests/support/uploads'

const setUp = async () => {
  const { server, upload } = await startMediaServer()
  const eda = await server.visitor()
  const socket = await server.joined(eda.cookie, eda.chatId)
  let sends = 0
  const send = (fileRef: unknown, change = {}) =>
    socket.request('/chat', 'send', {
      chat_id: eda.chatId,
      client_id: `voice-note-${++sends}`,
      type: 'audio',
      fileRef,
      ...change,
    })
  return { server, upload, eda, send }
}

describe('a voice note is refused', () => {
  test('without a file, with one that is none, and as a picture', async () => {
    const { upload, eda, send } = await setUp()
    const { fileRef } = await upload(eda.cookie, sampleWav())
    const acks = [
      await send(undefined),
      await send({}),
      await send('x'.repeat(65)),
      await send('no-such-file'),
      await send(fileRef, { type: 'image' }),
    ]

    expect(acks.map((ack) => ack.error?.code)).toEqual([
      'bad_request',
      'bad_request',
      'bad_request',
      'not_found',
      'bad_request',
    ])
  })

  test('with the file of another visitor, of the admin, or one that was sent', async () => {
    const { server, upload, eda, send } = await setUp()
    const can = await server.visitor('Can')
    const admin = await server.admin()
    const foreign = await upload(can.cookie, sampleWav(200, 1))
    const admins = await upload(admin, sampleWav(200, 2), { chat_id: eda.chatId })
    const own = await upload(eda.cookie, sampleWav(200, 3))
    const acks = [await send(foreign.fileRef), await send(admins.fileRef)]
    const sent = await send(own.fileRef)

    expect(sent.ok).toBe(true)
    expect([...acks, await send(own.fileRef)].map((ack) => ack.error?.code)).toEqual([
      'not_found',
      'not_found',
      'conflict',
    ])
  })
})

test('a voice note reaches the other side with all that is needed to draw it', async () => {
  const { server, upload, eda, send } = await setUp()
  const desk = await server.joined(await server.admin(), eda.chatId, 'admin')
  const { fileRef, media_url } = await upload(eda.cookie, sampleWav(300))
  const { data } = await send(fileRef, { text: 'dinleyin' })

  expect((await desk.event('chat:message')).data).toEqual(data.message)
  expect(data.message).toMatchObject({
    type: 'audio',
    text: 'dinleyin',
    media_url,
    media: { mime: 'audio/wav', duration_ms: 300 },
  })
  expect(data.message.media.waveform).toHaveLength(64)
})

test('a retry gets the voice note that is stored, though it was uploaded again, and nobody hears of it twice', async () => {
  const { server, upload, eda, send } = await setUp()
  const desk = await server.joined(await server.admin(), eda.chatId, 'admin')
  const [one, again] = [await upload(eda.cookie, sampleWav()), await upload(eda.cookie, sampleWav())]
  const first = await send(one.fileRef, { client_id: 'one-voice-note' })
  const retried = await send(again.fileRef, { client_id: 'one-voice-note' })
  const other = await upload(eda.cookie, sampleWav(200, 1))
  const conflict = await send(other.fileRef, { client_id: 'one-voice-note' })
  await desk.settled()

  expect(again.fileRef).not.toBe(one.fileRef)
  expect(retried.data).toEqual(first.data)
  expect(conflict.error?.code).toBe('id_conflict')
  expect(desk.events('chat:message')).toHaveLength(1)
})

test('who joins later, or looks at the list, gets the voice note as it was sent', async () => {
  const { server, upload, eda, send } = await setUp()
  const { fileRef } = await upload(eda.cookie, sampleWav())
  const { message } = (await send(fileRef)).data
  const cookie = await server.admin()
  const desk = await server.joined(cookie, eda.chatId, 'admin')
  const { chats } = await (await server.ask('GET', '/api/admin/chats', undefined, { Cookie: cookie })).json()

  expect((await desk.event('chat:history')).data.messages).toEqual([message])
  expect(chats).toMatchObject([{ last_message: message }])
})
