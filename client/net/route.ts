import { errorBody } from '#protocol/http'

/** `offline` when no answer came at all; else the server's own code. */
export type Refused = { ok: false; code: string; retryAfterMs?: number }
export type Answer<T> = { ok: true; value: T } | Refused

type Schema<T> = { safeParse: (value: unknown) => { success: true; data: T } | { success: false } }

/** Asks one route and parses its body with the schema. Never rejects. */
export type AskRoute = <T>(method: string, path: string, schema: Schema<T>, body?: object) => Promise<Answer<T>>

/** For a route whose body says nothing. */
export const noBody: Schema<null> = { safeParse: () => ({ success: true, data: null }) }

const limitMs = 15_000

export const createAskRoute =
  (fetch: (path: string, init: RequestInit) => Promise<Response>): AskRoute =>
  async (method, path, schema, body) => {
    try {
      const response = await fetch(path, { ...request(method, body), signal: AbortSignal.timeout(limitMs) })
      const value = parseJson(await response.text())
      if (response.ok) return accepted(schema, value)
      return refused(response.status, response.headers.get('retry-after'), value)
    } catch {
      return { ok: false, code: 'offline' }
    }
  }

// What is deleted or noted while the page goes away is so all the same.
const request = (method: string, body?: object): RequestInit => ({
  method,
  ...((method === 'DELETE' || method === 'PATCH') && { keepalive: true }),
  ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
})

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const accepted = <T>(schema: Schema<T>, value: unknown): Answer<T> => {
  const parsed = schema.safeParse(value)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, code: 'internal' }
}

const plainly: Readonly<Record<number, string>> = { 401: 'unauthenticated', 413: 'too_large' }

/** What a status and a body refuse. A proxy in front answers in its own words: then the status is all there is. */
export const refused = (status: number, retryAfter: string | null, value: unknown): Refused => {
  const parsed = errorBody.safeParse(value)
  const code = parsed.success ? parsed.data.error.code : (plainly[status] ?? 'unavailable')
  const retryAfterS = Number(retryAfter ?? Number.NaN)
  return { ok: false, code, ...(Number.isFinite(retryAfterS) && { retryAfterMs: retryAfterS * 1000 }) }
}
