import { createPublicKey, verify } from 'node:crypto'

const dayS = 24 * 60 * 60

/**
 * What is wrong with the sender's token (RFC 8292 sections 2 and 3), checked as a strict push service does: signature, key,
 * audience, expiry, subject. Null where nothing is.
 */
export const vapidFault = (request: Request, serverKey: string | undefined, nowMs: number): string | null => {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(request.headers.get('authorization') ?? '')
  if (!match) return 'no vapid token'
  const [, head = '', claims = '', signature = '', key = ''] = match
  if (serverKey !== undefined && key !== serverKey) return 'not the key of the subscription'
  if (!isSigned(`${head}.${claims}`, signature, key)) return 'the signature does not fit'
  return claimsFault(parse(head), parse(claims), new URL(request.url).origin, nowMs / 1000)
}

const parse = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

const isSigned = (signed: string, signature: string, key: string): boolean => {
  const point = Buffer.from(key, 'base64url')
  if (point.length !== 65) return false
  const x = point.toString('base64url', 1, 33)
  const y = point.toString('base64url', 33)
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const ieee = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  return verify('sha256', Buffer.from(signed), ieee, Buffer.from(signature, 'base64url'))
}

const claimsFault = (
  head: Record<string, unknown>,
  { aud, exp, sub }: Record<string, unknown>,
  origin: string,
  nowS: number,
): string | null => {
  if (head.alg !== 'ES256') return 'not ES256'
  if (aud !== origin) return 'not for this service'
  const leftS = Number(exp) - nowS
  if (!(leftS > 0 && leftS <= dayS)) return 'expired, or good for more than a day'
  return /^(mailto:[^\s@]+@[^\s@]+\.[^\s@]+|https:\/\/\S+)$/.test(String(sub)) ? null : 'no real subject'
}
