import { describe, expect, test } from 'bun:test'
import { createECDH, randomBytes } from 'node:crypto'
import { decrypt } from 'http_ece'
import { encryptPush, mostPlainBytes } from '#server/outbound/encrypt-push'
import { createHash } from '#server/secret-key'
import { faultOf } from '#tests/support/fault-of'

const decode = (text: string) => Uint8Array.fromBase64(text, { alphabet: 'base64url' })
const utf8 = (text: string) => new TextEncoder().encode(text)

const createReader = () => {
  const privateKey = createECDH('prime256v1')
  const p256dh = new Uint8Array(privateKey.generateKeys())
  const authSecret = randomBytes(16)
  const read = (body: Uint8Array) =>
    decrypt(Buffer.from(body), { version: 'aes128gcm', privateKey, authSecret }).toString('utf8')
  return { keys: { p256dh, auth: new Uint8Array(authSecret) }, read }
}

describe('refused', () => {
  test('a point that is not on the curve', async () => {
    const { keys } = createReader()
    const p256dh = keys.p256dh.with(64, (keys.p256dh[64] ?? 0) ^ 1)

    expect(await faultOf(encryptPush(utf8('merhaba'), { ...keys, p256dh }))).toBeInstanceOf(DOMException)
  })

  test('a text that no push service would take', async () => {
    const { keys } = createReader()

    expect(await faultOf(encryptPush(new Uint8Array(mostPlainBytes + 1), keys))).toBeInstanceOf(RangeError)
  })
})

test('the example of RFC 8291 section 5 comes out byte for byte', async () => {
  const point = decode('BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8')
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const [x, y] = [point.slice(1, 33), point.slice(33)].map((half) => Buffer.from(half).toString('base64url'))
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '', d: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw' }
  const keys = {
    publicKey: await crypto.subtle.importKey('raw', point, curve, true, []),
    privateKey: await crypto.subtle.importKey('jwk', jwk, curve, false, ['deriveBits']),
  }
  const text = utf8('When I grow up, I want to be a watermelon')
  const to = {
    p256dh: decode('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
    auth: decode('BTBZMqHH6r4Tts7J_aSIgg'),
  }

  const body = await encryptPush(text, to, { keys, salt: decode('DGv6ra1nlYgDCS1FRnbzlw') }, [text.length + 1])

  expect(Buffer.from(body).toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y' +
      'l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

test('a browser reads what was written, up to the longest that fits', async () => {
  const { keys, read } = createReader()
  for (const text of ['', 'Günaydın ☀️', 'x'.repeat(511), 'x'.repeat(512), 'x'.repeat(mostPlainBytes)])
    expect(read(await encryptPush(utf8(text), keys))).toBe(text)
})

test('the same text is never written twice the same way', async () => {
  const { keys } = createReader()
  const [one, other] = await Promise.all([encryptPush(utf8('merhaba'), keys), encryptPush(utf8('merhaba'), keys)])

  expect(one?.slice(0, 16)).not.toEqual(other?.slice(0, 16))
  expect(one?.slice(21, 86)).not.toEqual(other?.slice(21, 86))
  expect(one?.slice(86)).not.toEqual(other?.slice(86))
})

test('how long a body is says little of how long the text was, and never more than 4,096 bytes', async () => {
  const { keys } = createReader()
  const lengths = new Set<number>()
  for (let length = 0; length <= mostPlainBytes; length += 121)
    lengths.add((await encryptPush(new Uint8Array(length), keys)).length)
  lengths.add((await encryptPush(new Uint8Array(mostPlainBytes), keys)).length)

  expect([...lengths]).toEqual([614, 1126, 2150, 3174, 4096])
})

test('a point that is not on the curve leaves nothing behind for whoever makes a hash next', async () => {
  const p256dh = new Uint8Array(65).fill(9, 1).fill(4, 0, 1)

  const refused = await faultOf(encryptPush(new Uint8Array(1), { p256dh, auth: new Uint8Array(16) }))

  expect(refused).toBeInstanceOf(Error)
  expect(createHash('a key')('a secret').length).toBe(32)
})
