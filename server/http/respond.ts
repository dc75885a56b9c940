import type { Context } from 'hono'
import type * as z from 'zod/mini'
import { done, type Outcome, type Refusal, type Refused, refusals, refuse } from '#protocol/refusals'
import type { Caller } from './caller.ts'

export type Env = { Variables: { caller: Caller }; Bindings: { address: string } }
export type Ask = Context<Env>

/** The JSON body of a refusal, with its status and, where it may pass, `Retry-After`. */
export const respondRefusal = (c: Ask, { code, message, retryAfterMs }: Refusal, issues?: unknown[]): Response => {
  if (retryAfterMs !== undefined) c.header('Retry-After', String(Math.ceil(retryAfterMs / 1000)))
  return c.json({ error: { code, message, ...(issues && { issues }) } }, refusals[code].status)
}

export const respondRefused = (c: Ask, refused: Refused): Response => respondRefusal(c, refused.refusal)

export const unauthenticated = refuse('unauthenticated', 'sign in first')
export const notFound = refuse('not_found', 'there is nothing here')

const formType = /^(multipart\/|application\/x-www-form-urlencoded)/i

export type Parsed<T> = Outcome<T> & { issues?: unknown[] }

/** The body as the schema has it. A form is refused by its type: no page of another site can send us JSON unasked. */
export const parseBody = async <S extends z.ZodMiniType>(c: Ask, schema: S): Promise<Parsed<z.infer<S>>> => {
  if (formType.test(c.req.header('content-type') ?? '')) return refuse('unsupported_type', 'the body must be JSON')
  try {
    return check(schema, await c.req.json())
  } catch (fault) {
    if (fault instanceof SyntaxError) return refuse('bad_request', 'the body is not JSON')
    throw fault
  }
}

export const parseQuery = <S extends z.ZodMiniType>(c: Ask, schema: S): Parsed<z.infer<S>> =>
  check(schema, c.req.query())

const check = <S extends z.ZodMiniType>(schema: S, value: unknown): Parsed<z.infer<S>> => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return done(parsed.data)
  const issues = parsed.error.issues.map(({ code, path, message }) => ({ code, path, message }))
  return { ...refuse('bad_request', 'some values cannot be used'), issues }
}

export const respondUnparsed = (c: Ask, { refusal, issues }: Refused & { issues?: unknown[] }): Response =>
  respondRefusal(c, refusal, issues)
