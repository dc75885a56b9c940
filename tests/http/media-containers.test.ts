import { expect, test } from 'bun:test'
import { recorded } from '#tests/support/sample-voices'
import { filesIn, sampleWav, startMediaServer } from '#tests/support/uploads'

const { upload, get, server, folder } = await startMediaServer()
const eda = await server.visitor()

const magicOf = async (response: Response): Promise<string> => {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const starts = { webm: [0, 0x1a45dfa3], ogg: [0, 0x4f676753], mp4: [4, 0x66747970] } as const
  const view = new DataView(bytes.buffer)
  const found = Object.entries(starts).find(([, [at, magic]]) => view.getUint32(at) === magic)
  return found?.[0] ?? 'something else'
}

test.each(['webm', 'ogg', 'mp4'] as const)(
  'what Chromium recorded comes as %s, whole and in ranges',
  async (container) => {
    const voice = await upload(eda.cookie, await recorded('chromium.webm'))
    const ask = (headers = {}, method = 'GET') => get(`${voice.media_url}?as=${container}`, eda.cookie, headers, method)

    const whole = await ask()
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, `audio/${container}`])
    expect(await magicOf(whole)).toBe(container)
    const { headers } = await ask({}, 'HEAD')
    const size = Number(headers.get('content-length'))
    const part = await ask({ Range: 'bytes=-4', 'If-Range': headers.get('etag') ?? '' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${size - 4}-${size - 1}/${size}`])
    expect(filesIn(folder)).toContain(`${voice.fileRef}.${container}`)
  },
)

test('what goes into no other container comes as it was sent, and says so', async () => {
  const voice = await upload(eda.cookie, sampleWav())
  const response = await get(`${voice.media_url}?as=ogg`, eda.cookie)

  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/wav'])
  expect((await response.arrayBuffer()).byteLength).toBe(voice.bytes)
})

test('the copies are for nobody else, and go with the note', async () => {
  const ali = await server.visitor('Ali')
  const voice = await upload(ali.cookie, await recorded('firefox.ogg'))
  const path = `${voice.media_url}?as=mp4`
  expect((await get(path, ali.cookie)).status).toBe(200)
  expect((await get(path, eda.cookie)).status).toBe(404)
  expect((await get(path)).status).toBe(401)

  const admin = await server.admin()
  await server.ask('DELETE', '/api/admin/chats', { chat_ids: [ali.chatId] }, { Cookie: admin })
  expect((await get(path, admin)).status).toBe(404)
  expect(filesIn(folder).filter((name) => name.startsWith(voice.fileRef))).toEqual([])
})
