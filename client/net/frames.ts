import { ack, type ServerData, type ServerEvent, serverEvents } from '#protocol/server-frames'
import type { Reply } from './requests.ts'

export type EventFrame = { [E in ServerEvent]: { event: E; data: ServerData<E> } }[ServerEvent]
/** What the server says in `/call`, as it came: those who take calls know its shapes. */
export type UncheckedFrame = { event: string; data: unknown }
export type Frame =
  | { kind: 'ack'; id: number; reply: Reply }
  | ({ kind: 'event' } & EventFrame)
  | ({ kind: 'call' } & UncheckedFrame)

/** A frame of the server, or `null` for what this page does not know: an older page must live with a newer server. */
export const parseFrame = (text: string): Frame | null => {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null) return null
  if ('ack' in value) return parseAck(value)
  if (!('event' in value)) return null
  const { event, data, ns } = value as { event: unknown; data?: unknown; ns?: unknown }
  return ns === '/call' && typeof event === 'string' ? { kind: 'call', event, data } : parseEvent(event, data)
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const parseAck = (value: object): Frame | null => {
  const parsed = ack.safeParse(value)
  if (!parsed.success) return null
  const answer = parsed.data
  if (answer.ok) return { kind: 'ack', id: answer.ack, reply: { ok: true, data: answer.data } }
  const { code, retry_after_ms: retryAfterMs } = answer.error
  return {
    kind: 'ack',
    id: answer.ack,
    reply: { ok: false, code, ...(retryAfterMs !== undefined && { retryAfterMs }) },
  }
}

const isKnown = (event: unknown): event is ServerEvent =>
  typeof event === 'string' && Object.hasOwn(serverEvents, event)

const parseEvent = (event: unknown, data: unknown): Frame | null => {
  if (!isKnown(event)) return null
  const parsed = serverEvents[event].safeParse(data)
  // The schema was looked up by the event's own name: the pair belongs together, which the compiler cannot follow.
  return parsed.success ? ({ kind: 'event', event, data: parsed.data } as Frame) : null
}
