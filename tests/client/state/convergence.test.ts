import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { type ConversationState, createConversation, reduceConversation } from '#client/state/conversation'
import type { Message } from '#protocol/messages'
import { storedMessage } from '#tests/support/stored-message'

type Change = 'new' | 'edit' | 'delete'
type Step = { change: Change; pick: number; isHeard: boolean; isTwice: boolean; joins: boolean }

const step: fc.Arbitrary<Step> = fc.record({
  change: fc.constantFrom<Change>('new', 'new', 'new', 'edit', 'delete'),
  pick: fc.nat(),
  isHeard: fc.boolean(),
  isTwice: fc.boolean(),
  joins: fc.boolean(),
})

/** A server with one conversation; `change` makes the next one and gives the message as it is now. */
const createServer = () => {
  const messages: Message[] = []
  let rev = 0
  const put = (next: Message): Message => {
    messages[next.id - 1] = next
    return next
  }
  const change = ({ change: kind, pick }: Step): Message => {
    rev++
    const target = messages[pick % Math.max(1, messages.length)]
    if (kind === 'new' || !target || target.deleted) return put(storedMessage(messages.length + 1, { rev }))
    return put(
      kind === 'edit' ? { ...target, rev, text: `edit ${rev}` } : { ...target, rev, text: null, deleted: true },
    )
  }
  const since = (known: number) => ({
    chat_id: 'chat-1',
    epoch: 'e',
    mode: 'delta' as const,
    messages: messages.filter((message) => message.rev > known),
    rev,
    has_more: false,
  })
  return { change, since, alive: () => messages.filter(({ deleted }) => !deleted) }
}

const hear = (state: ConversationState, message: Message, change: Change): ConversationState =>
  change === 'new'
    ? reduceConversation(state, { type: 'message', message })
    : reduceConversation(state, {
        type: 'updated',
        updated: { chat_id: 'chat-1', messages: [message], rev: message.rev },
      })

test('whatever was missed, doubled or caught up, the page ends with what the server holds', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const server = createServer()
      const join = (state: ConversationState) =>
        reduceConversation(state, { type: 'history', history: server.since(state.rev) })
      let state = join(createConversation('chat-1', 'Eda', 'user'))

      for (const next of steps) {
        const message = server.change(next)
        if (next.isHeard) state = hear(state, message, next.change)
        if (next.isTwice) state = hear(state, message, next.change)
        if (state.hole || next.joins) state = join(state)
        const held = new Set(state.messages.map(({ id }) => id))
        expect(held.size).toBe(state.messages.length)
        expect(state.messages.map(({ id }) => id)).toEqual([...held].toSorted((a, b) => a - b))
      }

      expect(join(state).messages).toEqual(server.alive())
    }),
  )
})
