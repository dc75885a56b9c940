import { done, type Outcome, refuse } from '#protocol/refusals'
import type { CallInput, Signal, Socket } from '#server/domain/call'
import { isEnd } from '#server/domain/call-machine'
import { relayedOnly } from '#server/domain/relay-only'
import type { Conversation } from '#server/store/ports'
import { type Answer, callNow, createBoard, type Entry } from './board.ts'
import { createLane } from './lane.ts'
import type { SwitchboardPorts } from './ports.ts'
import { resumed } from './resumed.ts'
import { busy, createRinging, isVisitor } from './ring.ts'

const over = refuse('wrong_state', 'this call is over')
const notYours = refuse('forbidden', 'this call is not yours')

/** What a page asks for. Each is answered once its effect is stored, before anybody else hears of it. */
export type Switchboard = {
  join: (by: Socket, conversation: Conversation, callId: string | null, answer: Answer) => Promise<void>
  ring: (by: Socket, conversation: Conversation, video: boolean, answer: Answer) => Promise<void>
  accept: (by: Socket, conversation: Conversation, callId: string, answer: Answer) => Promise<void>
  decline: (by: Socket, conversation: Conversation, callId: string, answer: Answer) => Promise<void>
  end: (by: Socket, conversation: Conversation, callId: string, isFailure: boolean, answer: Answer) => Promise<void>
  signal: (by: Socket, conversation: Conversation, callId: string, signal: Signal, answer: Answer) => Promise<void>
  /** An admin's socket opened: it hears what rings. */
  greet: (socket: Socket) => Promise<void>
  gone: (socket: Socket) => Promise<void>
  /** Ends what is on in a conversation that is blocked or erased. */
  hangUp: (conversation: Conversation) => Promise<void>
  /** The same where the session of one of its ends is over. */
  hangUpDevice: (device: string) => Promise<void>
  stop: () => Promise<void>
}

/** All calls of this server. What was on when it stopped goes on: its pages come back to it, or it is lost. */
export const createSwitchboard = (ports: SwitchboardPorts): Switchboard => {
  const { store, clock, rules, candidateLimit, isRelayOnly, onFault } = ports
  const lane = createLane()
  const board = createBoard(ports, lane)
  const hearers = new Map<number, Set<Socket>>()
  const hearersOf = ({ key }: Conversation): Set<Socket> => hearers.get(key) ?? new Set()
  const { ring, tellOf, sayIncoming, isElsewhere } = createRinging({ ports, board, hearersOf })

  const resume = async (): Promise<void> => {
    for (const stored of await store.calls.goingOn()) {
      // The newest is the one that is on: of those before it only the end was not stored.
      if (board.of(stored.conversation)) await store.calls.end(stored.callId, 'lost', clock())
      else await board.perform(board.start(stored, resumed(stored, clock(), rules)), { kind: 'due' })
    }
  }

  const callOf = async (conversation: Conversation, callId: string): Promise<Outcome<Entry>> => {
    const entry = board.of(conversation)
    if (entry?.call.callId === callId) return done(entry)
    const found = await store.calls.find(callId)
    return found?.conversation.key === conversation.key ? over : notYours
  }

  const act = (conversation: Conversation, callId: string, input: CallInput, answer: Answer): Promise<void> =>
    lane.run(async () => {
      const found = await callOf(conversation, callId)
      if (!found.ok) return answer(found)
      await board.perform(found.value, input, answer)
    })

  const allowanceOf = ({ call }: Entry, by: Socket, { event }: Signal) =>
    event === 'rtc:candidate' && isEnd(call, by)
      ? candidateLimit.take(`${call.callId} ${by.role}`, clock())
      : ({ ok: true } as const)

  const signal: Switchboard['signal'] = (by, conversation, callId, said, answer) =>
    lane.run(async () => {
      const found = await callOf(conversation, callId)
      if (!found.ok) return answer(found)
      const allowance = allowanceOf(found.value, by, said)
      if (!allowance.ok) return answer(refuse('rate_limited', 'too many candidates', allowance.retryAfterMs))
      const passed = isRelayOnly && isEnd(found.value.call, by) ? relayedOnly(said) : said
      if (passed === null) return answer(done({}))
      await board.perform(found.value, { kind: 'signal', by, signal: passed }, answer)
    })

  const accept: Switchboard['accept'] = (by, conversation, callId, answer) =>
    lane.run(async () => {
      const found = await callOf(conversation, callId)
      if (!found.ok) return answer(found)
      if (isElsewhere(by, found.value)) return answer(busy)
      await board.perform(found.value, { kind: 'accept', by }, answer)
    })

  const join: Switchboard['join'] = (by, conversation, callId, answer) =>
    lane.run(async () => {
      hearers.set(conversation.key, hearersOf(conversation).add(by))
      if (callId !== null) return rejoin(by, conversation, callId, answer)
      const entry = board.of(conversation)
      if (!entry) return answer(done({ call: null }))
      await board.perform(entry, { kind: 'hear', by }, answer, () => ({ call: callNow(entry) }))
      const { phase, caller } = entry.call
      if (isVisitor(by) && phase === 'ringing' && caller === 'admin') sayIncoming(entry, [by])
    })

  const rejoin = async (by: Socket, conversation: Conversation, callId: string, answer: Answer): Promise<void> => {
    const found = await callOf(conversation, callId)
    if (!found.ok) return answer(found)
    const entry = found.value
    if (isElsewhere(by, entry)) return answer(busy)
    await board.perform(entry, { kind: 'rejoin', by }, answer, () => ({ call: callNow(entry) }))
  }

  const leave: Switchboard['gone'] = (socket) =>
    lane.run(async () => {
      for (const [key, sockets] of hearers) if (sockets.delete(socket) && sockets.size === 0) hearers.delete(key)
      for (const entry of board.all()) await board.perform(entry, { kind: 'gone', socket })
    })

  const greet: Switchboard['greet'] = (socket) =>
    lane.run(async () => {
      for (const entry of board.all())
        if (entry.call.phase === 'ringing' && entry.call.caller === 'user') await tellOf(entry, [socket])
    })

  const hangUpWhere = (isMeant: (entry: Entry) => boolean): Promise<void> =>
    lane.run(async () => {
      for (const entry of board.all()) if (isMeant(entry)) await board.perform(entry, { kind: 'hang_up' })
    })

  board.onDue((entry) => void lane.run(() => board.perform(entry, { kind: 'due' })).catch(onFault))
  void lane.run(resume).catch(onFault)

  return {
    join,
    ring: (...asked) => lane.run(() => ring(...asked)),
    accept,
    decline: (by, conversation, callId, answer) => act(conversation, callId, { kind: 'decline', by }, answer),
    end: (by, conversation, callId, isFailure, answer) =>
      act(conversation, callId, { kind: 'end', by, isFailure }, answer),
    signal,
    greet,
    gone: leave,
    hangUp: ({ key }) => hangUpWhere(({ conversation }) => conversation.key === key),
    hangUpDevice: (device) =>
      hangUpWhere(({ call }) => call.callerEnd.device === device || call.calleeEnd?.device === device),
    stop: async () => {
      await lane.settled()
      await board.stop()
    },
  }
}
