/** The server's own key pair for push services (RFC 8292). `publicKey` is the point, 65 bytes, base64url. */
export type VapidKeys = { publicKey: string; privateKey: CryptoKey }

/** Who answers for the pushes: what `sub` of RFC 8292 section 2.1 is taken from. */
export type Sender = { subject: string | null; publicUrl: string | null }

// RFC 8292 section 2: at most a day. Half of it leaves room for clocks that go wrong.
const livesS = 12 * 60 * 60
const renewedBeforeS = 60 * 60
// A push service has few origins, but whole families of hosts are allowed.
const mostKept = 100

type Token = { text: string; expiresS: number }

/** Makes the `Authorization` of a push; one signature serves all pushes to an origin for hours. */
export const createAuthorize = (sender: Sender, clock: () => number) => {
  const kept = new Map<string, Token>()

  /** `audience` is the origin of the push service, `pageOrigin` that where the subscription was made. */
  return async (keys: VapidKeys, audience: string, pageOrigin: string): Promise<string> => {
    const nowS = Math.floor(clock() / 1000)
    const sub = subjectOf(sender, pageOrigin)
    const name = `${audience} ${sub} ${keys.publicKey}`
    const known = kept.get(name)
    if (known && isGood(known, nowS)) return known.text
    const expiresS = nowS + livesS
    const text = `vapid t=${await sign(keys, { aud: audience, exp: expiresS, sub })}, k=${keys.publicKey}`
    if (kept.size >= mostKept) kept.clear()
    kept.set(name, { text, expiresS })
    return text
  }
}

/** Also false where the clock was set back: a token from the future is refused. */
const isGood = ({ expiresS }: Token, nowS: number): boolean =>
  expiresS - nowS > renewedBeforeS && expiresS - nowS <= livesS

// Apple takes no push without a real subject, so where nothing is known a placeholder that looks like one is named.
const subjectOf = ({ subject, publicUrl }: Sender, pageOrigin: string): string =>
  subject ?? [publicUrl, pageOrigin].find((url) => url?.startsWith('https:')) ?? 'mailto:push@example.com'

const sign = async ({ privateKey }: VapidKeys, claims: object): Promise<string> => {
  const signed = `${encode({ typ: 'JWT', alg: 'ES256' })}.${encode(claims)}`
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, Buffer.from(signed))
  return `${signed}.${Buffer.from(signature).toString('base64url')}`
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
