import { importCleanly } from './import-cleanly.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** What is drawn anew for every push. */
export type Drawn = { keys: CryptoKeyPair; salt: Bytes }

/** The most that fits: 4,096 bytes of body without header, tag and the byte that ends the text (RFC 8291 section 4). */
export const mostPlainBytes = 3993

// Texts of about one length look alike to the push service. Not all as long as can be: some services take less for phones.
const paddedSizes = [512, 1024, 2048, 3072, mostPlainBytes + 1]
const recordSize = 4096
const curve = { name: 'ECDH', namedCurve: 'P-256' } as const

/**
 * Encrypts for one browser, as a single record of `aes128gcm` (RFC 8188 section 2) under the keys of RFC 8291 section 3.4.
 * Rejects where `p256dh` is no point of P-256, or the text is longer than {@link mostPlainBytes}. `drawn` and `sizes` are
 * handed in only where the result is held against a known one.
 */
export const encryptPush = async (
  plain: Bytes,
  to: { p256dh: Bytes; auth: Bytes },
  drawn?: Drawn,
  sizes: readonly number[] = paddedSizes,
): Promise<Bytes> => {
  const { keys, salt } = drawn ?? (await draw())
  const record = pad(plain, sizes)
  const own = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey))
  const secret = await sharedSecret(keys.privateKey, own, to)
  const [key, iv] = await Promise.all([
    derive(secret, salt, bytes('Content-Encoding: aes128gcm\0'), 16),
    derive(secret, salt, bytes('Content-Encoding: nonce\0'), 12),
  ])
  const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt'])
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aes, record)
  return join(salt, header(own.length), own, new Uint8Array(sealed))
}

const draw = async (): Promise<Drawn> => ({
  keys: await crypto.subtle.generateKey(curve, true, ['deriveBits']),
  salt: crypto.getRandomValues(new Uint8Array(16)),
})

/** The text, the byte 2 that marks the last record, zeros. */
const pad = (plain: Bytes, sizes: readonly number[]): Bytes => {
  const size = sizes.find((size) => size > plain.length)
  if (size === undefined) throw new RangeError('too long for a push')
  const record = new Uint8Array(size)
  record.set(plain)
  record[plain.length] = 2
  return record
}

/** RFC 8291 section 3.3: what only the browser and this push know, mixed with the browser's `auth`. */
const sharedSecret = async (
  privateKey: CryptoKey,
  own: Bytes,
  { p256dh, auth }: { p256dh: Bytes; auth: Bytes },
): Promise<Bytes> => {
  const theirs = await importCleanly(crypto.subtle.importKey('raw', p256dh, curve, false, []))
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256)
  return derive(new Uint8Array(shared), auth, join(bytes('WebPush: info\0'), p256dh, own), 32)
}

const derive = async (secret: Bytes, salt: Bytes, info: Bytes, length: number): Promise<Bytes> => {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt, info }
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, key, length * 8))
}

/** What stands between the salt and the server's point: the size of a record, and how long the point is. */
const header = (pointLength: number): Bytes => {
  const view = new DataView(new ArrayBuffer(5))
  view.setUint32(0, recordSize)
  view.setUint8(4, pointLength)
  return new Uint8Array(view.buffer)
}

const bytes = (text: string): Bytes => new TextEncoder().encode(text)

const join = (...parts: Bytes[]): Bytes => {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
