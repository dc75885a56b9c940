import type { Clock } from '#client/platform/clock'
import type { ChatData } from '#protocol/client-frames'
import { type ServerData, sentData } from '#protocol/server-frames'
import type { LineSocket } from './line.ts'
import type { Reply } from './requests.ts'

type Change = 'chat:edit' | 'chat:react'

type ChangePorts = {
  line: Pick<LineSocket, 'request'>
  clock: Clock
  join: (chatId: string) => Promise<Reply>
  /** The ack is to its sender what `chat:updated` is to the others. */
  onUpdated: (updated: ServerData<'chat:updated'>) => void
}

/** Sent at once or not at all, then `offline`: what is changed in place does not wait for a better line. */
export type ChangeMessage = {
  edit: (chatId: string, id: number, text: string) => Promise<Reply>
  react: (chatId: string, id: number, emoji: string | null) => Promise<Reply>
}

const offline: Reply = { ok: false, code: 'offline' }
const patienceMs = 8_000
// Nobody knows whether it arrived; for the person both are the missing connection.
const unanswered = new Set(['line', 'timeout'])

export const createChangeMessage = ({ line, clock, join, onUpdated }: ChangePorts): ChangeMessage => {
  const change = async <E extends Change>(event: E, data: ChatData<E>): Promise<Reply> => {
    const joined = await join(data.chat_id)
    if (!joined.ok) return joined
    const reply = await line.request('/chat', event, data)
    const parsed = reply.ok ? sentData.safeParse(reply.data) : null
    if (parsed?.success) {
      const { message } = parsed.data
      onUpdated({ chat_id: message.chat_id, messages: [message], rev: message.rev })
    }
    return reply
  }
  const changeInTime = <E extends Change>(event: E, data: ChatData<E>): Promise<Reply> =>
    new Promise((resolve) => {
      const cancel = clock.after(patienceMs, () => resolve(offline))
      void change(event, data).then((reply) => {
        cancel()
        resolve(!reply.ok && unanswered.has(reply.code) ? offline : reply)
      })
    })
  return {
    edit: (chatId, id, text) => changeInTime('chat:edit', { chat_id: chatId, id, text }),
    react: (chatId, id, emoji) => changeInTime('chat:react', { chat_id: chatId, id, emoji }),
  }
}
