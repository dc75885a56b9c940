const named = /^#go=([\w-]{20,64})$/

/** The address that opens this app on another device. The token stands behind the hash: no server and no log sees it. */
export const handoverLink = (page: '/' | '/admin', token: string): string => `${location.origin}${page}#go=${token}`

/** The token that the page's address brings, taken out of the address and the history at once; null without one. */
export const takeHandoverToken = (): string | null => {
  const token = named.exec(location.hash)?.[1] ?? null
  if (token !== null) history.replaceState(null, '', location.pathname + location.search)
  return token
}

/** Nothing came of it yet: the reload that is offered finds it again. */
export const putBackHandoverToken = (token: string): void => history.replaceState(null, '', `#go=${token}`)

/** Tells when such an address is opened in a page that stands already. */
export const onHandoverLink = (tell: () => void): void =>
  window.addEventListener('hashchange', () => named.test(location.hash) && tell())
