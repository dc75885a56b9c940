import type { Message } from '#protocol/messages'
import type { Clock, Random } from '#server/actions/ports'
import type { CallRules, Socket } from '#server/domain/call'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Call, Device } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'

/** The sockets that are open, as far as calls are concerned. */
export type Lines = {
  send: (socket: Socket, frame: string) => void
  admins: () => Iterable<Socket>
  deviceOf: (socket: Socket, conversation: Conversation) => Device
}

/** Those who are not connected. */
export type AbsentCalls = {
  tellOfCall: (call: Call) => Promise<void>
  tellOfMissed: (call: Call, by?: Device) => Promise<void>
}

export type SwitchboardPorts = {
  store: Pick<Store, 'calls' | 'conversations'>
  lines: Lines
  absent: AbsentCalls
  /** A call's message was stored. */
  announce: (conversation: Conversation, message: Message) => void
  clock: Clock
  random: Pick<Random, 'id'>
  adminName: string
  rules: CallRules
  /** Of a visitor's rings, the tightest last; all must allow one. */
  ringLimits: readonly WindowLimit[]
  /** Of the candidates of one end of a call. */
  candidateLimit: WindowLimit
  /** Whether addresses are to stay hidden: nothing but relayed candidates is passed on. */
  isRelayOnly: boolean
  onFault: (fault: unknown) => void
  /** How a call went, for the log. */
  onEnd: (call: Call) => void
}
