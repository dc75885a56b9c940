type Name = 'admin-name' | 'telegram' | 'lang' | 'worker'

const metaOf = (name: Name) => document.querySelector<HTMLMetaElement>(`meta[name="konusma:${name}"]`)

/** What the server wrote into a meta value of the page; empty when it is not there. */
export const pageMeta = (name: Name): string => metaOf(name)?.content ?? ''

/** The operator has taken the service workers away. */
export const isWorkerSwitchedOff = (): boolean => metaOf('worker')?.content === ''
