/** What the server wrote into a meta value of the page; empty when it is not there. */
export const pageMeta = (name: 'admin-name' | 'telegram' | 'lang' | 'worker'): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="konusma:${name}"]`)?.content ?? ''
