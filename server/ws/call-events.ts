import type { CallData, CallEvent } from '#protocol/call-frames'
import { limits } from '#protocol/limits'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Answer } from '#server/actions/call/board'
import type { Switchboard } from '#server/actions/call/switchboard'
import type { Conversation, Store } from '#server/store/ports'
import type { Connection } from './connection.ts'

type Deps = { store: Pick<Store, 'conversations'>; switchboard: Switchboard }

type Handler<E extends CallEvent> = (connection: Connection, data: CallData<E>, answer: Answer) => Promise<void>

export type CallHandlers = { [E in CallEvent]: Handler<E> }

const forbidden = refuse('forbidden', 'this conversation is not yours')
const unknown = refuse('not_found', 'there is no such conversation')
const tooLarge = refuse('too_large', 'a session description is at most 20 KiB')

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')

/** What a page says in `/call`. Each answers through `answer`, once, in the order in which the frames came. */
export const createCallHandlers = ({ store, switchboard }: Deps): CallHandlers => {
  const findAllowed = async ({ seat }: Connection, chatId: string): Promise<Outcome<Conversation>> => {
    if (seat.home) return seat.home.chatId === chatId ? done(seat.home) : forbidden
    const found = await store.conversations.find(chatId)
    return found ? done(found) : unknown
  }

  const inOne =
    <D extends { chat_id: string }>(
      act: (connection: Connection, conversation: Conversation, data: D, answer: Answer) => Promise<void>,
    ) =>
    async (connection: Connection, data: D, answer: Answer): Promise<void> => {
      const found = await findAllowed(connection, data.chat_id)
      if (!found.ok) return answer(found)
      await act(connection, found.value, data, answer)
    }

  const describe = (event: 'rtc:offer' | 'rtc:answer') =>
    inOne<CallData<'rtc:offer'>>(async (by, conversation, data, answer) => {
      if (bytesOf(data.sdp) > limits.sdpBytes) return answer(tooLarge)
      await switchboard.signal(by, conversation, data.call_id, { event, sdp: data.sdp }, answer)
    })

  return {
    join: inOne((by, conversation, data, answer) => switchboard.join(by, conversation, data.call_id ?? null, answer)),
    'call:ring': inOne((by, conversation, data, answer) =>
      switchboard.ring(by, conversation, data.video === true, answer),
    ),
    'call:accept': inOne((by, conversation, data, answer) =>
      switchboard.accept(by, conversation, data.call_id, answer),
    ),
    'call:decline': inOne((by, conversation, data, answer) =>
      switchboard.decline(by, conversation, data.call_id, answer),
    ),
    'call:end': inOne((by, conversation, data, answer) =>
      switchboard.end(by, conversation, data.call_id, data.reason === 'connect_failed', answer),
    ),
    'rtc:offer': describe('rtc:offer'),
    'rtc:answer': describe('rtc:answer'),
    'rtc:candidate': inOne((by, conversation, data, answer) =>
      switchboard.signal(by, conversation, data.call_id, { event: 'rtc:candidate', candidate: data.candidate }, answer),
    ),
  }
}
