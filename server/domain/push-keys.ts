type Bytes = Uint8Array<ArrayBuffer>

/** What a browser encrypts its pushes with: a point of P-256, 65 bytes, and a secret of 16 bytes (RFC 8291 section 2.1). */
export type BrowserKeys = { p256dh: Bytes; auth: Bytes }

/** The keys of a subscription, base64url with or without padding; null where nothing could be encrypted for them. */
export const parseBrowserKeys = (given: { p256dh: string; auth: string }): BrowserKeys | null => {
  const p256dh = decode(given.p256dh)
  const auth = decode(given.auth)
  return p256dh && auth && isPoint(p256dh) && auth.length === 16 ? { p256dh, auth } : null
}

const decode = (text: string): Bytes | null => {
  try {
    return Uint8Array.fromBase64(text, { alphabet: 'base64url' })
  } catch {
    return null
  }
}

// The curve y² = x³ - 3x + b over the numbers below p (FIPS 186-4 section D.1.2.3).
const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

const isPoint = (bytes: Bytes): boolean => {
  if (bytes.length !== 65 || bytes[0] !== 4) return false
  const x = BigInt(`0x${bytes.subarray(1, 33).toHex()}`)
  const y = BigInt(`0x${bytes.subarray(33).toHex()}`)
  return x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n
}
