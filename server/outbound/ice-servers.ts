import type { IceAnswer } from '#protocol/call-frames'
import type { Clock } from '#server/actions/ports'
import { iceRules } from '#server/domain/ice-rules'

type Settings = {
  stunUrls: readonly string[]
  turnUrls: readonly string[]
  turnSecret: string | null
  transportPolicy: IceAnswer['iceTransportPolicy']
}

/** Whom the relay counts a holder as: the same while this server runs, and nobody's name outside of it. */
type Alias = (holder: string) => string

export type IceFor = (holder: string) => IceAnswer

/**
 * STUN and TURN servers, the latter with credentials that end by themselves: coturn's `use-auth-secret`, after
 * draft-uberti-behave-turn-rest. As coturn counts a user by what stands behind the colon, one holder stays one user.
 */
export const createIceFor = (settings: Settings, clock: Clock): IceFor => {
  const { stunUrls, turnUrls, turnSecret, transportPolicy } = settings
  const aliasOf = createAlias()
  const turnFor = (holder: string): IceAnswer['iceServers'] => {
    if (turnSecret === null || turnUrls.length === 0) return []
    const expiry = Math.floor(clock() / 1000) + iceRules.credentialsLiveS
    return [{ urls: [...turnUrls], ...credentialsOf(turnSecret, `${expiry}:${aliasOf(holder)}`) }]
  }
  return (holder) => ({
    iceServers: [...(stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : []), ...turnFor(holder)],
    iceTransportPolicy: transportPolicy,
    ttl: iceRules.askAgainAfterS,
  })
}

const credentialsOf = (secret: string, username: string) => ({
  username,
  credential: new Bun.CryptoHasher('sha1', secret).update(username).digest('base64'),
})

const createAlias = (): Alias => {
  const key = crypto.getRandomValues(new Uint8Array(32))
  return (holder) => new Bun.CryptoHasher('sha256', key).update(holder).digest('base64url').slice(0, 22)
}
