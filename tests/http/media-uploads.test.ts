import { describe, expect, test } from 'bun:test'
import { uploaded } from '#protocol/media'
import { bombs, sampleGif, sampleJpeg, samplePng, sampleWebp } from '#tests/support/sample-pictures'
import { filesIn, formOf, sampleWav, startMediaServer } from '#tests/support/uploads'

const { server, post, upload, get, folder } = await startMediaServer()
const admin = await server.admin()
const [eda, ali] = [await server.visitor('Eda'), await server.visitor('Ali')]
const picture = samplePng(40, 30)

const codeOf = async (response: Response) => [response.status, (await response.json()).error?.code]
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const multipart = { 'Content-Type': 'multipart/form-data; boundary=x' }
const fieldOf = (name: string, content: string): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`
const withFiles = (...names: string[]): FormData => {
  const form = new FormData()
  for (const name of names) form.append(name, new File([new Uint8Array(picture)], 'a.png'))
  return form
}

describe('nothing is left on the disk of', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
  test.each<[string, () => Uint8Array | Promise<Uint8Array>, number, string]>([
    ['no bytes', () => new Uint8Array(), 400, 'bad_request'],
    ['one byte', () => bytesOf('a'), 415, 'unsupported_type'],
    ['an SVG', () => bytesOf(svg), 415, 'unsupported_type'],
    ['a page', () => bytesOf('<!doctype html><script>alert(1)</script>'), 415, 'unsupported_type'],
    ['a PDF', () => bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3'), 415, 'unsupported_type'],
    ['an executable', () => bytesOf('\x7fELF\x02\x01\x01\0\0\0\0\0'), 415, 'unsupported_type'],
    ['a Windows executable', () => bytesOf('MZ\x90\0\x03\0\0\0'), 415, 'unsupported_type'],
    ['a zip', () => bytesOf('PK\x03\x04\x14\0\0\0'), 415, 'unsupported_type'],
    ['a HEIC', () => bytesOf('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 415, 'unsupported_type'],
    ['half a picture', () => picture.subarray(0, 60), 400, 'bad_request'],
    ['half a photo', async () => (await sampleJpeg(200, 200)).subarray(0, 700), 400, 'bad_request'],
    ['the beginning of a picture', () => picture.subarray(0, 8), 415, 'unsupported_type'],
    ['half a voice note', () => sampleWav().subarray(0, 30), 400, 'bad_request'],
    ['a picture of 50,000 × 50,000', () => bombs.png(50_000), 413, 'too_large'],
  ])('%s', async (_, make, status, code) => {
    expect(await codeOf(await post(eda.cookie, formOf(await make())))).toEqual([status, code])
    expect(filesIn(folder)).toEqual([])
  })

  test.each<[string, () => BodyInit, Record<string, string>, number, string]>([
    ['JSON', () => '{}', { 'Content-Type': 'application/json' }, 415, 'unsupported_type'],
    [
      'a form without files',
      () => 'file=a',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_type',
    ],
    ['bare bytes', () => new Uint8Array(picture), { 'Content-Type': 'image/png' }, 415, 'unsupported_type'],
    ['another multipart', () => '--x--', { 'Content-Type': 'multipart/mixed; boundary=x' }, 415, 'unsupported_type'],
    ['a form without a boundary', () => '--x--', { 'Content-Type': 'multipart/form-data' }, 400, 'bad_request'],
    ['an empty body', () => '', multipart, 400, 'bad_request'],
    ['an empty form', () => '--x--\r\n', multipart, 400, 'bad_request'],
    ['a form that does not end', () => fieldOf('file', 'a'), multipart, 400, 'bad_request'],
    ['a file as a text', () => `${fieldOf('file', 'a')}--x--`, multipart, 400, 'bad_request'],
    ['a file under another name', () => withFiles('photo'), {}, 400, 'bad_request'],
    ['two files', () => withFiles('file', 'file'), {}, 400, 'bad_request'],
    ['two files of two names', () => withFiles('file', 'other'), {}, 400, 'bad_request'],
    ['no waveform', () => formOf(picture, { waveform: 'loud' }), {}, 400, 'bad_request'],
    [
      'a waveform of 63',
      () => formOf(sampleWav(), { waveform: JSON.stringify(Array(63).fill(1)) }),
      {},
      400,
      'bad_request',
    ],
    [
      'a waveform too loud',
      () => formOf(sampleWav(), { waveform: JSON.stringify(Array(64).fill(101)) }),
      {},
      400,
      'bad_request',
    ],
  ])('%s', async (_, make, headers, status, code) => {
    expect(await codeOf(await post(ali.cookie, make(), headers))).toEqual([status, code])
    expect(filesIn(folder)).toEqual([])
  })

  test('a file whose conversation is not there', async () => {
    const name = (chat_id: string, cookie: string) => post(cookie, formOf(picture, { chat_id }))

    expect((await post(admin, formOf(picture))).status).toBe(400)
    expect((await name('nowhere', admin)).status).toBe(404)
    expect((await name(ali.chatId, eda.cookie)).status).toBe(404)
    expect(await (await name(ali.chatId, eda.cookie)).text()).toBe(await (await name('nowhere', eda.cookie)).text())
    expect(filesIn(folder)).toEqual([])
  })

  test('somebody without a session, before the body is looked at', async () => {
    expect((await post('', 'no form')).status).toBe(401)
    expect((await post('konusma_visitor=none', formOf(picture))).status).toBe(401)
    expect((await post(eda.cookie, formOf(picture), {}, '/api/media?as=admin')).status).toBe(401)
    expect((await post(eda.cookie, formOf(picture), { Origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await post(eda.cookie, formOf(picture), {}, '/api/media?as=nobody')).status).toBe(400)
    expect(filesIn(folder)).toEqual([])
  })
})

describe('what is stored is what comes back', () => {
  test.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['a PNG', () => samplePng(40, 30), 'image/png'],
    ['a JPEG', () => sampleJpeg(40, 30), 'image/jpeg'],
    ['a WebP', () => sampleWebp(40, 30), 'image/webp'],
    ['a GIF, as a still WebP', () => sampleGif(40, 30, 3), 'image/webp'],
  ])('of %s', async (_, make, mime) => {
    const answer = await upload(ali.cookie, await make())

    expect(uploaded.parse(answer)).toEqual({
      fileRef: expect.stringMatching(/^[\w-]{22}$/),
      type: 'image',
      mime,
      bytes: expect.any(Number),
      media_url: `/media/${answer.fileRef}`,
      width: 40,
      height: 30,
    })
    const file = await get(answer.media_url, ali.cookie)
    expect([file.status, file.headers.get('content-type')]).toEqual([200, mime])
    expect((await file.arrayBuffer()).byteLength).toBe(answer.bytes)
    const thumb = await get(`${answer.media_url}?thumb=1`, ali.cookie)
    expect([thumb.status, thumb.headers.get('content-type')]).toEqual([200, 'image/webp'])
  })

  test('of a voice note, to the byte', async () => {
    const sent = sampleWav(1500)
    const answer = await upload(admin, sent, { chat_id: ali.chatId, waveform: JSON.stringify(Array(64).fill(7)) })

    expect(answer).toEqual({
      fileRef: answer.fileRef,
      type: 'audio',
      mime: 'audio/wav',
      bytes: sent.byteLength,
      media_url: `/media/${answer.fileRef}`,
      duration_ms: 1500,
    })
    const file = await get(answer.media_url, ali.cookie)
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(sent))).toBe(true)
  })

  test('whatever its name and type say', async () => {
    for (const name of ['../../etc/passwd', 'a\r\nSet-Cookie: x=1', '\u202egpj.exe', 'a\0.html', '"; filename="b', ''])
      expect((await post(admin, formOf(picture, { chat_id: ali.chatId }, name))).status).toBe(201)
    for (const name of filesIn(folder)) expect(name).toMatch(/^[\w-]{22}(\.thumb)?$/)
  })
})

test('no refusal of this file was a fault of the server', () => {
  expect(server.logged.filter((line) => line.includes('"fault"'))).toEqual([])
})
