import * as z from 'zod/mini'
import { candidate } from '#protocol/call-frames'
import { limits } from '#protocol/limits'

const sdp = z.string().check(z.minLength(1), z.maxLength(limits.sdpBytes))

const word = z.union([
  /** Each second, so that silence is not taken for death. */
  z.object({ say: z.literal('beat') }),
  z.object({ say: z.literal('there?') }),
  z.object({ say: z.literal('here') }),
  /** The callee asks for another path; `isDown`: nothing comes through to it. */
  z.object({ say: z.literal('ask'), isDown: z.boolean() }),
  z.object({ say: z.literal('bye') }),
  z.object({
    say: z.literal('status'),
    status: z.object({ isMuted: z.boolean(), isPaused: z.boolean(), hasCamera: z.boolean() }),
  }),
  z.object({
    say: z.literal('signal'),
    signal: z.union([
      z.object({ type: z.literal('offer'), sdp }),
      z.object({ type: z.literal('answer'), sdp }),
      z.object({ type: z.literal('candidate'), candidate }),
    ]),
  }),
])

/** What the two ends of a call say to each other without the server. */
export type Word = z.infer<typeof word>

/** Null for what is no word of ours. */
export const parseWord = (data: unknown): Word | null => {
  if (typeof data !== 'string') return null
  try {
    return word.safeParse(JSON.parse(data)).data ?? null
  } catch {
    return null
  }
}
