import type { CallOutcome } from '#protocol/call-frames'
import type { Message } from '#protocol/messages'
import { secureRandom } from '#server/random'
import type { NewCall } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'

/** The visitor's voice call, that rings from second 1 to 61 unless it is said otherwise. */
export const callOf = (conversation: Conversation, change: Partial<NewCall> = {}): NewCall => ({
  callId: secureRandom.id(),
  conversation,
  caller: 'user',
  video: false,
  startedAt: 1000,
  expiresAt: 61_000,
  callerDevice: 'user 1',
  ...change,
})

type Course = Partial<NewCall> & { outcome?: CallOutcome; talkedMs?: number }

/** A call from its ring to its end; taken in second 5 where `talkedMs` is said, and over so much later. Its message. */
export const called = async (
  { calls }: Pick<Store, 'calls'>,
  conversation: Conversation,
  { outcome = 'missed', talkedMs, ...change }: Course = {},
): Promise<Message> => {
  const { callId } = (await calls.ring(callOf(conversation, change))) ?? { callId: '' }
  if (talkedMs !== undefined) await calls.accept(callId, 'admin a', 5000)
  const ended = await calls.end(callId, outcome, 5000 + (talkedMs ?? 0))
  if (!ended) throw new Error('not ended')
  return ended.message
}
