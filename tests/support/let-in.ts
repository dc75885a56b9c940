import type { Message } from '#protocol/messages'
import type { FakeConnection } from './fake-server.ts'

/** Answers the join of a page with these messages; resolves to what the page said in it. */
export const letIn = async (connection: FakeConnection, messages: Message[], change = {}) => {
  const join = await connection.heard('join')
  const [chat_id, epoch, rev] = ['chat-1', 'epoch-1', messages.at(-1)?.rev ?? 0]
  connection.ack(join, { chat_id, cid: 'Eda-7F3C', rev, epoch })
  const history = { chat_id, epoch, mode: 'full', messages, rev, has_more: false, ...change }
  connection.say({ ns: '/chat', event: 'chat:history', data: history })
  connection.say({
    ns: '/chat',
    event: 'chat:presence',
    data: { chat_id, role: 'admin', online: true, last_seen: null },
  })
  return join.data
}
