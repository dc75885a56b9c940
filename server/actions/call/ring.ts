import { done, type Refused, refuse } from '#protocol/refusals'
import { blocked, gone } from '#server/actions/chat/refused'
import type { Socket } from '#server/domain/call'
import { ringing, ringMeans } from '#server/domain/call-ring'
import type { Conversation } from '#server/store/ports'
import { type Answer, type Board, type Entry, toTime } from './board.ts'
import type { SwitchboardPorts } from './ports.ts'

export const busy = refuse('busy', 'a call is on already')

type Parts = { ports: SwitchboardPorts; board: Board; hearersOf: (conversation: Conversation) => Iterable<Socket> }

/** How calls begin, and who hears that one does. */
export const createRinging = ({ ports, board, hearersOf }: Parts) => {
  const { store, lines, absent, clock, random, adminName, rules, onFault } = ports

  const others = (conversation: Conversation, caller: Socket): Socket[] =>
    caller.role === 'user' ? [...lines.admins()] : [...hearersOf(conversation)].filter(isVisitor)

  const sayIncoming = (entry: Entry, to: readonly Socket[]): void => {
    const { caller, video, expiresAt } = entry.call
    const fromName = caller === 'user' ? entry.conversation.name : adminName
    board.say(entry, to, { event: 'call:incoming', data: { fromName, video, expires_at: toTime(expiresAt) } })
  }

  const tellOf = async (entry: Entry, to: readonly Socket[]): Promise<void> => {
    for (const socket of to) await board.perform(entry, { kind: 'hear', by: socket })
    sayIncoming(entry, to)
  }

  const isElsewhere = (socket: Socket, entry: Entry): boolean => {
    const own = board.ofEnd(socket)
    return own !== null && own !== entry
  }

  const answer = async (entry: Entry, by: Socket, reply: Answer): Promise<void> => {
    if (isElsewhere(by, entry)) return reply(busy)
    await board.perform(entry, { kind: 'accept', by }, reply, () => ({ call_id: entry.call.callId }))
  }

  const ringAnew = async (by: Socket, conversation: Conversation, video: boolean, reply: Answer): Promise<void> => {
    const [now, device] = [clock(), by.device]
    const limited = by.role === 'user' ? tooManyRings(ports, conversation, now) : null
    if (limited) return reply(limited)
    // A call that is over but not yet stored so would be on beside it.
    await board.saveUnsaved()
    const call = ringing({ callId: random.id(), video, by, now, ringTimeoutMs: rules.ringTimeoutMs })
    const { callId, caller, startedAt, expiresAt } = call
    const asked = { callId, conversation, caller, video, startedAt, expiresAt, callerDevice: device }
    const stored = await store.calls.ring(asked)
    if (!stored) return reply(gone)
    if (by.role === 'user') for (const limit of ports.ringLimits) limit.take(conversation.chatId, now)
    const isAllBusy = by.role === 'user' && areAllBusy([...lines.admins()], (socket) => board.ofEnd(socket) !== null)
    const entry = board.start(stored, call)
    reply(done({ call_id: callId, ...(isAllBusy && { all_busy: true }) }))
    await tellOf(entry, others(conversation, by))
    void absent.tellOfCall(stored).catch(onFault)
  }

  const ring = async (by: Socket, conversation: Conversation, video: boolean, reply: Answer): Promise<void> => {
    if (by.role === 'user' && conversation.blocked) return reply(blocked)
    const entry = board.of(conversation)
    const means = ringMeans(entry?.call ?? null, by)
    if (entry && means === 'same') return reply(done({ call_id: entry.call.callId }))
    if (entry && means === 'accept') return answer(entry, by, reply)
    if (means === 'busy' || board.ofEnd(by)) return reply(busy)
    await ringAnew(by, conversation, video, reply)
  }

  return { ring, tellOf, sayIncoming, isElsewhere }
}

export const isVisitor = ({ role }: Socket): boolean => role === 'user'

const tooManyRings = ({ ringLimits }: SwitchboardPorts, { chatId }: Conversation, now: number): Refused | null => {
  for (const limit of ringLimits) {
    const allowance = limit.peek(chatId, now)
    if (!allowance.ok) return refuse('rate_limited', 'too many calls', allowance.retryAfterMs)
  }
  return null
}

/** Each device counts once, by whichever of its sockets is in a call; where nobody is there, nobody is busy. */
const areAllBusy = (admins: readonly Socket[], isInCall: (socket: Socket) => boolean): boolean => {
  const busyDevices = new Set(admins.filter(isInCall).map(({ device }) => device))
  return admins.length > 0 && admins.every(({ device }) => busyDevices.has(device))
}
