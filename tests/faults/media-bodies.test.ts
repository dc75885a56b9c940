import { describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { bodyOf, statusOf } from '#tests/support/raw-http'
import { filesIn, formOf, sampleWav, startMediaServer } from '#tests/support/uploads'

const { server, post, folder } = await startMediaServer({ MAX_UPLOAD_MB: '1' })
const eda = await server.visitor()
const mostBytes = 2 ** 20

const head = (framing: string, cookie = eda.cookie): string =>
  [
    'POST /api/media HTTP/1.1',
    `Host: ${new URL(server.origin).host}`,
    `Origin: ${server.origin}`,
    `Cookie: ${cookie}`,
    'Content-Type: multipart/form-data; boundary=x',
    framing,
    '\r\n',
  ].join('\r\n')
const opening = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
const chunkOf = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])

/** Sends this and goes on with `more` until an answer comes; resolves to it and how much had been sent until then. */
const sendUntilAnswered = (first: string | Buffer, more: Buffer | null): Promise<{ answer: string; sent: number }> => {
  const { promise, resolve, reject } = Promise.withResolvers<{ answer: string; sent: number }>()
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
  let sent = 0
  socket.write(first)
  const goOn = (): void => {
    if (!more || socket.destroyed) return
    sent += more.length
    if (socket.write(more)) setImmediate(goOn)
    else socket.once('drain', goOn)
  }
  goOn()
  socket.on('error', reject)
  socket.on('data', (bytes) => {
    resolve({ answer: bytes.toString('latin1'), sent })
    socket.destroy()
  })
  return promise
}

describe('a body that is too large is refused before its end', () => {
  test('by what it announces, before any of it has come', async () => {
    for (const length of [mostBytes + 64 * 1024 + 1, 2 ** 31, 1e15]) {
      const { answer } = await sendUntilAnswered(head(`Content-Length: ${length}`), null)
      expect(statusOf(answer)).toBe(413)
      expect(JSON.parse(bodyOf(answer)).error.code).toBe('too_large')
    }
  })

  test('in chunks, as soon as so much has come', async () => {
    const chunk = chunkOf(new Uint8Array(16 * 1024))
    const { answer, sent } = await sendUntilAnswered(head('Transfer-Encoding: chunked'), chunk)

    expect(statusOf(answer)).toBe(413)
    // What the two ends have in their buffers comes on top.
    expect(sent).toBeLessThan(mostBytes + 16 * 2 ** 20)
    expect(filesIn(folder)).toEqual([])
  })

  test('where the form has room but its file does not', async () => {
    const exact = (bytes: number): Uint8Array => {
      const file = new Uint8Array(bytes)
      file.set(sampleWav(10))
      return file
    }
    expect((await post(eda.cookie, formOf(exact(mostBytes + 1)))).status).toBe(413)
    expect((await post(eda.cookie, formOf(exact(mostBytes)))).status).not.toBe(413)
  })
})

test('without a session it is 401 before the body has come', async () => {
  const { answer } = await sendUntilAnswered(head('Content-Length: 1000', ''), null)

  expect(statusOf(answer)).toBe(401)
})

test('of a chunked body of the right size comes what was sent', async () => {
  const parts = [Buffer.from(opening), Buffer.from(sampleWav()), Buffer.from('\r\n--x--\r\n')]
  const framed = [Buffer.from(head('Transfer-Encoding: chunked')), ...parts.map(chunkOf), Buffer.from('0\r\n\r\n')]
  const { answer } = await sendUntilAnswered(Buffer.concat(framed), null)

  expect(statusOf(answer)).toBe(201)
})

describe('somebody who goes away half-way leaves nothing', () => {
  test.each([
    ['with a length', 'Content-Length: 500000', opening],
    ['in chunks', 'Transfer-Encoding: chunked', chunkOf(Buffer.from(opening)).toString('latin1')],
  ])('%s', async (_, framing, first) => {
    const before = filesIn(folder)
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
    const closed = new Promise((resolve) => socket.once('close', resolve))
    await new Promise((resolve) => socket.write(head(framing) + first, resolve))
    socket.destroy()
    await closed

    expect((await post(eda.cookie, formOf(sampleWav(50)))).status).toBe(201)
    expect(filesIn(folder)).toHaveLength(before.length + 1)
    expect(server.logged.filter((line) => line.includes('"fault"'))).toEqual([])
  })
})
