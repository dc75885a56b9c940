import { type Session, session } from '#protocol/http'
import { storage } from './storage.ts'

const sessionKey = 'konusma:session'
const deskKey = 'konusma:desk'

const parse = (json: string | null): Session | null => {
  try {
    return session.safeParse(JSON.parse(json ?? 'null')).data ?? null
  } catch {
    return null
  }
}

/**
 * What this browser was last time, so that a page shows its chat before the server has answered. It opens nothing: the
 * cookie does.
 */
export const remembered = {
  session: (): Session | null => parse(storage.read(sessionKey)),
  keepSession: (value: Session): void => storage.write(sessionKey, JSON.stringify(value)),
  forgetSession: (): void => storage.remove(sessionKey),
  isAdmin: (): boolean => storage.read(deskKey) === '1',
  keepAdmin: (): void => storage.write(deskKey, '1'),
  forgetAdmin: (): void => storage.remove(deskKey),
}
