import { type IceAnswer, iceAnswer } from '#protocol/call-frames'
import type { Side } from '#protocol/messages'
import type { AskRoute } from './route.ts'

/** Asks for the servers through which calls connect, and for credentials that are good for a while; null without an answer. */
export const fetchIce = async (ask: AskRoute, side: Side): Promise<IceAnswer | null> => {
  const answer = await ask('GET', `/api/ice?as=${side}`, iceAnswer)
  return answer.ok ? answer.value : null
}
