import { sessionLivesMs } from '#server/domain/session'

export type CookieRole = keyof typeof sessionLivesMs

// Over HTTPS the prefix makes the browser itself refuse a cookie of the same name set by a sibling host.
const cookieName = (role: CookieRole, isSecure: boolean): string => `${isSecure ? '__Host-' : ''}konusma_${role}`

export const readToken = (headers: Headers, role: CookieRole, isSecure: boolean): string | undefined => {
  const header = headers.get('cookie')
  return header ? (new Bun.CookieMap(header).get(cookieName(role, isSecure)) ?? undefined) : undefined
}

const serialize = (role: CookieRole, isSecure: boolean, value: string, maxAge: number): string =>
  new Bun.Cookie({
    name: cookieName(role, isSecure),
    value,
    maxAge,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
  }).serialize()

/** A `Set-Cookie` value that keeps the token for as long as its session may live. */
export const tokenCookie = (role: CookieRole, isSecure: boolean, token: string): string =>
  serialize(role, isSecure, token, sessionLivesMs[role] / 1000)

export const clearedCookie = (role: CookieRole, isSecure: boolean): string => serialize(role, isSecure, '', 0)
