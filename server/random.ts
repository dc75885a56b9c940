import type { Random } from '#server/actions/ports'

// Web Crypto, since loading node:crypto would be a tenth of the whole start.
const bytes = (count: number): string =>
  crypto.getRandomValues(new Uint8Array(count)).toBase64({ alphabet: 'base64url', omitPadding: true })

const range = 2 ** 32

/** A number drawn from the range's last, incomplete stretch is drawn again: each number is as likely as another. */
const below = (limit: number): number => {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
  return drawn < range - (range % limit) ? drawn % limit : below(limit)
}

export const secureRandom: Random = { id: () => bytes(16), token: () => bytes(32), below }
