/** The browsers' own push services: Chrome and Edge's Android, Firefox, Safari, Edge on Windows. */
const services = [
  'fcm.googleapis.com',
  'jmt17.google.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
] as const
const serviceFamilies = ['.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com'] as const

const mostCharacters = 2000

type Rule = {
  /** Hosts besides those of the browsers, `host` or `host:port`, written as in a URL. */
  allowedHosts: readonly string[]
  /** Whether those hosts may be called over plain http. */
  isPlainAllowed: boolean
}

/** The endpoint of a subscription as a URL that may be called; null for every other. */
export type ParseEndpoint = (endpoint: string) => URL | null

/**
 * Which endpoints may be called: an endpoint comes from a browser, and whoever talks to the server may say that theirs is
 * at any address. https only, a push service that browsers have or that the operator named, and only as a browser writes
 * it: no name or password, no other spelling of a host, no fragment.
 */
export const createParseEndpoint =
  ({ allowedHosts, isPlainAllowed }: Rule): ParseEndpoint =>
  (endpoint) => {
    const url = endpoint.length <= mostCharacters ? URL.parse(endpoint) : null
    if (url?.href !== endpoint || url.username || url.password || endpoint.includes('#')) return null
    const isSecure = url.protocol === 'https:'
    if (isSecure && url.port === '' && isService(url.hostname)) return url
    const isListed = allowedHosts.some((allowed) => fits(url, allowed))
    return isListed && (isSecure || (isPlainAllowed && url.protocol === 'http:')) ? url : null
  }

const isService = (host: string): boolean =>
  services.some((service) => service === host) || serviceFamilies.some((family) => isOfFamily(host, family))

const labels = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/

const isOfFamily = (host: string, family: string): boolean =>
  host.endsWith(family) && labels.test(host.slice(0, -family.length))

/** A host without a port means the usual one; on this machine, where nothing has a usual one, every port. */
const fits = ({ hostname, port, protocol }: URL, allowed: string): boolean => {
  if (allowed === hostname) return port === '' || isLoopback(hostname)
  return allowed === `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`
}

const isLoopback = (hostname: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
