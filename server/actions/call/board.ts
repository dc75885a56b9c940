import type { CallNow, CallOutcome } from '#protocol/call-frames'
import { done, type Outcome } from '#protocol/refusals'
import type { CallEffect, CallFrame, CallInput, CallState, Socket } from '#server/domain/call'
import { isEnd, nextDue, stepCall } from '#server/domain/call-machine'
import type { Call, Device } from '#server/store/device-ports'
import { type Conversation, StorageFault } from '#server/store/ports'
import type { SwitchboardPorts } from './ports.ts'

/** A call that is on. */
export type Entry = { readonly stored: Call; readonly conversation: Conversation; call: CallState }

export type Answer = (outcome: Outcome<object>) => void

type Held = Entry & { timer: Timer | null }
type Ended = CallEffect & { kind: 'ended' }
type Unsaved = { entry: Entry; ended: Ended }

const saveAgainMs = 5000

const nobody: Answer = () => undefined

export const toTime = (ms: number): string => new Date(ms).toISOString()

/** A call as the ack of a join tells it. */
export const callNow = ({ call }: Entry): CallNow => ({
  call_id: call.callId,
  state: call.phase === 'live' ? 'live' : 'ringing',
  caller: call.caller,
  video: call.video,
  ...(call.acceptedAt === null ? { expires_at: toTime(call.expiresAt) } : { accepted_at: toTime(call.acceptedAt) }),
})

/** The calls that are on, at most one in a conversation: what happens to one is stored, then answered, then told. */
export const createBoard = (ports: SwitchboardPorts) => {
  const { store, lines, absent, announce, clock, rules, onFault, onEnd } = ports
  const entries = new Map<number, Held>()
  let unsaved: Unsaved[] = []
  let savingAgain: Timer | null = null
  let whenDue: (entry: Entry) => void = () => undefined

  const say = (entry: Entry, to: Iterable<Socket>, { event, data }: CallFrame): void => {
    const named = { chat_id: entry.conversation.chatId, call_id: entry.call.callId, ...data }
    const frame = JSON.stringify({ ns: '/call', event, data: named })
    for (const socket of to) lines.send(socket, frame)
  }

  const start = (stored: Call, call: CallState): Entry => {
    const entry: Held = { stored, conversation: stored.conversation, call, timer: null }
    entries.set(stored.conversation.key, entry)
    arm(entry)
    return entry
  }

  const arm = (entry: Held): void => {
    if (entry.timer) clearTimeout(entry.timer)
    const at = nextDue(entry.call, rules)
    entry.timer = at === null ? null : setTimeout(() => whenDue(entry), Math.max(0, at - clock()))
  }

  const put = (entry: Held, call: CallState): void => {
    entry.call = call
    if (call.phase !== 'ended') return arm(entry)
    if (entry.timer) clearTimeout(entry.timer)
    if (entries.get(entry.conversation.key) === entry) entries.delete(entry.conversation.key)
  }

  /** `toValue` is what a success is answered with. */
  const perform = async (
    entry: Entry,
    input: CallInput,
    answer: Answer = nobody,
    toValue: () => object = () => ({}),
  ): Promise<void> => {
    const step = stepCall(entry.call, input, clock(), rules)
    if ('ok' in step) return answer(step)
    const accepted = step.effects.find((effect) => effect.kind === 'accepted')
    const ended = step.effects.find((effect) => effect.kind === 'ended')
    if (accepted) await store.calls.accept(entry.stored.callId, accepted.device, accepted.at)
    const stored = ended && (await save(entry, ended))
    put(entry as Held, step.call)
    answer(done(toValue()))
    for (const effect of step.effects) if (effect.kind === 'say') say(entry, effect.to, effect.frame)
    if (accepted) tellAbsent(entry.stored, deviceOf(entry, accepted.by))
    if (stored) conclude(entry, stored, ended.by)
  }

  /** Whoever hangs up need not wait for a disk that is full: what could not be stored now is stored later. */
  const save = async (entry: Entry, ended: Ended) => {
    try {
      return await store.calls.end(entry.stored.callId, ended.outcome, ended.at)
    } catch (fault) {
      if (!(fault instanceof StorageFault)) onFault(fault)
      unsaved.push({ entry, ended })
      savingAgain ??= setTimeout(saveAgain, saveAgainMs)
      return null
    }
  }

  const saveAgain = async (): Promise<void> => {
    savingAgain = null
    const waiting = unsaved
    unsaved = []
    for (const { entry, ended } of waiting) {
      const stored = await save(entry, ended)
      if (stored) conclude(entry, stored, ended.by)
    }
  }

  const conclude = (
    { conversation }: Entry,
    { call, message }: NonNullable<Awaited<ReturnType<typeof save>>>,
    by: Socket | null,
  ): void => {
    announce(conversation, message)
    onEnd(call)
    if (toldAbsent.has(call.outcome)) tellAbsent(call, by ? lines.deviceOf(by, conversation) : null)
  }

  const deviceOf = ({ conversation }: Entry, socket: Socket): Device => lines.deviceOf(socket, conversation)

  const tellAbsent = (call: Call, by: Device | null): void =>
    void absent.tellOfMissed(call, ...(by ? [by] : [])).catch(onFault)

  return {
    start,
    perform,
    say,
    of: ({ key }: Conversation): Entry | null => entries.get(key) ?? null,
    all: (): Entry[] => [...entries.values()],
    /** The call that this socket is an end of. */
    ofEnd: (socket: Socket): Entry | null => [...entries.values()].find(({ call }) => isEnd(call, socket)) ?? null,
    onDue: (listener: (entry: Entry) => void): void => {
      whenDue = listener
    },
    stop: (): void => {
      for (const { timer } of entries.values()) if (timer) clearTimeout(timer)
      if (savingAgain) clearTimeout(savingAgain)
    },
  }
}

// A call that somebody took is no news any more when it ends.
const toldAbsent: ReadonlySet<CallOutcome | null> = new Set(['missed', 'cancelled', 'declined'])

export type Board = ReturnType<typeof createBoard>
