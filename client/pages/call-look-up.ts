import type { CallLine } from '#client/call/types'
import type { Reply } from '#client/net/requests'
import { callJoinAck } from '#protocol/call-frames'

export type CallLookUpPorts = {
  line: CallLine
  /** The conversation that is open at that moment. */
  chatId: () => string | null
  /** This page is in it. */
  isOwn: (callId: string) => boolean
  onOver: (how: 'over' | 'elsewhere') => void
}

export type CallLookUp = { look: (callId: string) => void; lineOpened: () => void }

const isLost = (reply: Reply): boolean => !reply.ok && (reply.code === 'line' || reply.code === 'timeout')

/** Null where it rings, and so shows itself, or where nobody knows. */
const overOf = (reply: Reply, callId: string): 'over' | 'elsewhere' | null => {
  const answer = reply.ok ? callJoinAck.safeParse(reply.data).data : null
  if (!answer) return null
  if (answer.call?.call_id !== callId) return 'over'
  return answer.call.state === 'live' ? 'elsewhere' : null
}

/** Finds out what has become of the call for which a page was opened, and says so where it does not ring any more. */
export const createCallLookUp = ({ line, chatId, isOwn, onOver }: CallLookUpPorts): CallLookUp => {
  let wanted: string | null = null

  const settle = (callId: string, reply: Reply): void => {
    // Another line is asked again.
    if (callId !== wanted || isLost(reply)) return
    wanted = null
    const over = overOf(reply, callId)
    if (over !== null && !isOwn(callId)) onOver(over)
  }
  const ask = async (): Promise<void> => {
    // The page may be on its way to the conversation.
    await null
    const callId = wanted
    const chat = chatId()
    if (callId === null || chat === null || !line.isOpen()) return
    settle(callId, await line.request('join', { chat_id: chat }))
  }
  return {
    look: (callId) => {
      wanted = callId
      void ask()
    },
    lineOpened: () => void ask(),
  }
}
