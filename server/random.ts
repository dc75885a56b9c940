import { randomBytes, randomInt } from 'node:crypto'
import type { Random } from '#server/actions/ports'

export const secureRandom: Random = {
  id: () => randomBytes(16).toString('base64url'),
  token: () => randomBytes(32).toString('base64url'),
  below: (limit) => randomInt(limit),
}
