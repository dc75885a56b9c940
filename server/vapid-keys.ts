import * as z from 'zod/mini'
import type { Config } from './config.ts'
import { keepOnce, readKept } from './kept-file.ts'
import { createLater } from './later.ts'
import { describeFault, type Log } from './log.ts'
import { importCleanly } from './outbound/import-cleanly.ts'
import type { VapidKeys } from './outbound/vapid.ts'

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** The form in which other tools of web push print a pair too: the point, 65 bytes, and the number, 32 bytes, base64url. */
const keptKeys = z.object({
  publicKey: z.string().check(z.regex(/^[\w-]{87}$/)),
  privateKey: z.string().check(z.regex(/^[\w-]{43}$/)),
})
type KeptKeys = z.infer<typeof keptKeys>

/**
 * The server's keys for web push: made when first needed and kept beside the database. They never change, since every
 * subscription is bound to them. Null, told once, where the file cannot be used: it stays as it is, and the next who asks
 * looks again.
 */
export const createVapidKeys = (
  { database }: Pick<Config, 'database'>,
  log: Log,
): (() => Promise<VapidKeys | null>) => {
  const path = `${database}.vapid`
  const keys = createLater(() => (database === ':memory:' ? make().then(use) : load(path)))
  let isTold = false

  return () =>
    keys.get().catch((fault) => {
      // Not its message: that may quote the file.
      const { fault: kind, code } = describeFault(fault)
      if (!isTold) log.error('push_keys_unusable', { file: path, fault: kind, code, hint: 'no push can be sent' })
      isTold = true
      return null
    })
}

const load = async (path: string): Promise<VapidKeys> =>
  use(keptKeys.parse(JSON.parse(readKept(path) ?? keepOnce(path, JSON.stringify(await make())))))

const make = async (): Promise<KeptKeys> => {
  const pair = await crypto.subtle.generateKey(curve, true, ['sign'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const { d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  return { publicKey: encode(point), privateKey: d }
}

/** Rejects where the two do not belong together: push services would refuse every signature. */
const use = async ({ publicKey, privateKey: d }: KeptKeys): Promise<VapidKeys> => {
  const point = Uint8Array.fromBase64(publicKey, { alphabet: 'base64url' })
  if (point[0] !== 4) throw new TypeError('not an uncompressed point')
  const whole = { kty: 'EC', crv: 'P-256', x: encode(point.slice(1, 33)), y: encode(point.slice(33)), d }
  const privateKey = await importCleanly(crypto.subtle.importKey('jwk', whole, curve, false, ['sign']))
  return { publicKey: encode(point), privateKey }
}

const encode = (bytes: Uint8Array): string => bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
