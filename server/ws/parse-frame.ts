import { type CallEvent, callEvents } from '#protocol/call-frames'
import { type ChatEvent, chatEvents, frameId } from '#protocol/client-frames'

/** What a frame asks for. `id` is null where no answer is wanted; `bad_request` knows whom to answer all the same. */
export type ParsedFrame =
  | { kind: 'chat'; event: ChatEvent; data: unknown; id: number | null }
  | { kind: 'call'; event: CallEvent; data: unknown; id: number | null }
  | { kind: 'socket'; event: string; data: unknown; id: number | null }
  | { kind: 'bad_frame' }
  | { kind: 'bad_request'; reason: string; id: number | null }

const isChatEvent = (event: string): event is ChatEvent => Object.hasOwn(chatEvents, event)
const isCallEvent = (event: string): event is CallEvent => Object.hasOwn(callEvents, event)

/** Written by hand, unlike the schemas of the data: it stands before every frame, and its shape is three lines. */
export const parseFrame = (raw: string | Buffer): ParsedFrame => {
  const frame = typeof raw === 'string' ? parseObject(raw) : null
  if (!frame || typeof frame.event !== 'string') return { kind: 'bad_frame' }
  const { ns, event, data } = frame
  const id = frame.id === undefined ? null : frameId.safeParse(frame.id).data
  if (id === undefined) return { kind: 'bad_request', reason: 'id must be a positive integer', id: null }
  if (ns === undefined) return { kind: 'socket', event, data, id }
  if (ns === '/chat' && isChatEvent(event)) return { kind: 'chat', event, data, id }
  if (ns === '/call' && isCallEvent(event)) return { kind: 'call', event, data, id }
  return { kind: 'bad_request', reason: 'unknown event', id }
}

type Envelope = { ns?: unknown; event?: unknown; data?: unknown; id?: unknown }

const parseObject = (raw: string): Envelope | null => {
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
