import * as z from 'zod/mini'
import { side } from './messages.ts'

const chatId = z.string().check(z.minLength(1), z.maxLength(64))
const callId = z.string().check(z.minLength(1), z.maxLength(64))

const ofCall = { chat_id: chatId, call_id: callId }

/** As the grammar of candidates has it: whoever is sent many at once gets no more bytes of them than letters. */
const ascii = (most: number) => z.string().check(z.maxLength(most), z.regex(/^[ -~]*$/))

/** An `RTCIceCandidateInit`; null says that there are no more. */
export const candidate = z.nullable(
  z.object({
    candidate: z.optional(ascii(2048)),
    sdpMid: z.nullish(ascii(64)),
    sdpMLineIndex: z.nullish(z.int().check(z.nonnegative())),
    usernameFragment: z.nullish(ascii(256)),
  }),
)
export type Candidate = z.infer<typeof candidate>

/** What a page may say in `/call`, by event. How long an `sdp` may be is for the server to refuse: see `limits`. */
export const callEvents = {
  join: z.object({ chat_id: chatId, call_id: z.nullish(callId) }),
  'call:ring': z.object({ chat_id: chatId, video: z.nullish(z.boolean()) }),
  'call:accept': z.object(ofCall),
  'call:decline': z.object(ofCall),
  'call:end': z.object({ ...ofCall, reason: z.nullish(z.literal('connect_failed')) }),
  'rtc:offer': z.object({ ...ofCall, sdp: z.string().check(z.minLength(1)) }),
  'rtc:answer': z.object({ ...ofCall, sdp: z.string().check(z.minLength(1)) }),
  'rtc:candidate': z.object({ ...ofCall, candidate }),
} as const
export type CallEvent = keyof typeof callEvents
export type CallData<E extends CallEvent> = z.infer<(typeof callEvents)[E]>

export const endReason = z.enum(['hangup', 'missed', 'cancelled', 'answered_elsewhere', 'lost', 'connect_failed'])
export type EndReason = z.infer<typeof endReason>
/** How a call went, as its message says it. */
export type CallOutcome = Exclude<EndReason, 'answered_elsewhere'> | 'declined'

/** What the server says in `/call`, by event. */
export const callFrames = {
  'call:incoming': z.object({
    ...ofCall,
    fromName: z.string(),
    video: z.boolean(),
    expires_at: z.string(),
  }),
  'call:accepted': z.object({ ...ofCall, caller: side, you: z.boolean() }),
  'call:declined': z.object(ofCall),
  'call:ended': z.object({ ...ofCall, reason: endReason, duration_s: z.number() }),
  'call:rejoined': z.object(ofCall),
  'rtc:offer': z.object({ ...ofCall, sdp: z.string() }),
  'rtc:answer': z.object({ ...ofCall, sdp: z.string() }),
  'rtc:candidate': z.object({ ...ofCall, candidate }),
} as const
export type CallFrameEvent = keyof typeof callFrames
export type CallFrameData<E extends CallFrameEvent> = z.infer<(typeof callFrames)[E]>

/** `all_busy`: every admin who is there is in another call; it rings on. */
export const ringAck = z.object({ call_id: z.string(), all_busy: z.optional(z.boolean()) })

/** The call that is on in a conversation; `accepted_at` once it is live. */
export const callNow = z.object({
  call_id: z.string(),
  state: z.enum(['ringing', 'live']),
  caller: side,
  video: z.boolean(),
  expires_at: z.optional(z.string()),
  accepted_at: z.optional(z.string()),
})
export type CallNow = z.infer<typeof callNow>
export const callJoinAck = z.object({ call: z.nullable(callNow) })

/** `GET /api/ice`; `ttl` in seconds. */
export const iceAnswer = z.object({
  iceServers: z.array(
    z.object({
      urls: z.array(z.string()),
      username: z.optional(z.string()),
      credential: z.optional(z.string()),
    }),
  ),
  iceTransportPolicy: z.enum(['all', 'relay']),
  ttl: z.number(),
})
export type IceAnswer = z.infer<typeof iceAnswer>
