import type { Config } from '#server/config'
import { addressGroup } from '#server/domain/address'

/** Who asks, as far as the connection and its headers tell. */
export type Caller = {
  /** The address, grouped as it is limited. */
  address: string
  isSecure: boolean
  /** The origin under which this server was reached; null where the request names no usable host. */
  ownOrigin: string | null
  /** What the browser says the asking page's origin is; null where it says nothing. */
  origin: string | null
  isOriginAllowed: boolean
  isForeign: boolean
  /** Straight from this machine, with no proxy between. */
  isLoopback: boolean
}

type Wanted = Pick<Config, 'publicUrl' | 'allowedOrigins' | 'trustProxy'>

const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host']

export const createDescribeCaller = (config: Wanted, warnOfProxy: (header: string) => void) => {
  let isWarned = false

  return (headers: Headers, peerAddress: string): Caller => {
    const proxied = proxyHeaders.find((name) => headers.has(name))
    if (proxied && config.trustProxy === 0 && !isWarned) {
      isWarned = true
      warnOfProxy(proxied)
    }
    const ownOrigin = ownOriginOf(headers)
    const origin = headers.get('origin')
    const isForeign = origin !== null && config.allowedOrigins.includes(origin)
    return {
      address: addressGroup(trusted(headers, 'x-forwarded-for') ?? peerAddress),
      isSecure: (config.publicUrl ?? ownOrigin)?.startsWith('https:') ?? false,
      ownOrigin,
      origin,
      isOriginAllowed: origin !== null && (isForeign || origin === (config.publicUrl ?? ownOrigin)),
      isForeign,
      isLoopback: !proxied && /^(::ffff:)?127\.|^::1$/.test(peerAddress),
    }
  }

  /** The entry of the n-th proxy from the right: what stands left of it anybody may have written. */
  function trusted(headers: Headers, name: string): string | null {
    if (config.trustProxy === 0) return null
    const entries = headers.get(name)?.split(',') ?? []
    return entries.at(-config.trustProxy)?.trim() || null
  }

  function ownOriginOf(headers: Headers): string | null {
    const host = trusted(headers, 'x-forwarded-host') ?? headers.get('host')
    const scheme = trusted(headers, 'x-forwarded-proto') === 'https' ? 'https' : 'http'
    const url = host === null ? null : URL.parse(`${scheme}://${host}`)
    return url && url.href === `${url.origin}/` ? url.origin : null
  }
}
