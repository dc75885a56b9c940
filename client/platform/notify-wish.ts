import type { Side } from '#protocol/messages'
import { remembered } from './remembered.ts'
import { storage } from './storage.ts'

/** What the person wants of the notifications on this device, and what was made of it. */
export type NotifyWish = {
  /** `null`: never said. */
  wanted: () => boolean | null
  want: (wanted: boolean | null) => void
  /** Not to be asked before this moment, ms since 1970. */
  notBefore: () => number
  askNotBefore: (moment: number) => void
  /** The subscription that the server knows. */
  endpoint: () => string | null
  keepEndpoint: (endpoint: string | null) => void
}

/** A visitor's goes with the conversation: whoever starts over is asked anew. */
export const createNotifyWish = (side: Side): NotifyWish => {
  const prefix = `konusma:notify:${side}:`
  const own = `${prefix}${side === 'user' ? (remembered.session()?.chat_id ?? '') : ''}:`
  for (const key of storage.keys()) if (key.startsWith(prefix) && !key.startsWith(own)) storage.remove(key)

  // Where the browser keeps nothing, what was said holds as long as the page.
  const said = new Map<string, string | null>()

  const read = (name: string): string | null => storage.read(own + name) ?? said.get(name) ?? null
  const keep = (name: string, value: string | null): void => {
    said.set(name, value)
    if (value === null) storage.remove(own + name)
    else storage.write(own + name, value)
  }
  const wanted = (): boolean | null => {
    const kept = read('wanted')
    return kept === null ? null : kept === 'yes'
  }
  return {
    wanted,
    want: (yes) => keep('wanted', yes === null ? null : yes ? 'yes' : 'no'),
    notBefore: () => Number(read('not-before')) || 0,
    askNotBefore: (moment) => keep('not-before', String(moment)),
    endpoint: () => read('endpoint'),
    keepEndpoint: (endpoint) => keep('endpoint', endpoint),
  }
}
