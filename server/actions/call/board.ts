import type { CallNow, CallOutcome } from '#protocol/call-frames'
import { done, type Outcome } from '#protocol/refusals'
import type { CallEffect, CallFrame, CallInput, CallState, Socket } from '#server/domain/call'
import { isEnd, nextDue, stepCall } from '#server/domain/call-machine'
import type { Call, Device } from '#server/store/device-ports'
import { type Conversation, StorageFault } from '#server/store/ports'
import type { Lane } from './lane.ts'
import type { SwitchboardPorts } from './ports.ts'

/** A call that is on. */
export type Entry = {
  readonly stored: Call
  readonly conversation: Conversation
  /** Milliseconds since 1970, by what the clock said when it began: setting the clock neither ends a call nor keeps it. */
  readonly now: () => number
  call: CallState
}

export type Answer = (outcome: Outcome<object>) => void

type Held = Entry & { timer: Timer | null }
type Ended = CallEffect & { kind: 'ended' }
type Unsaved = { entry: Entry; ended: Ended }

/** Whoever waits for a database that another process holds keeps everybody waiting. */
const saveAgainMs = { full: 5000, unavailable: 30_000 }

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

const steadyFrom = (startedAt: number): (() => number) => {
  const begun = performance.now()
  return () => startedAt + Math.round(performance.now() - begun)
}

/** The calls that are on, at most one in a conversation: what happens to one is stored, then answered, then told. */
export const createBoard = (ports: SwitchboardPorts, lane: Lane) => {
  const { store, lines, absent, announce, clock, rules, onFault, onEnd } = ports
  const entries = new Map<number, Held>()
  const unsaved: Unsaved[] = []
  let savingAgain: Timer | null = null
  let whenDue: (entry: Entry) => void = () => undefined

  const say = (entry: Entry, to: Iterable<Socket>, { event, data }: CallFrame): void => {
    const named = { chat_id: entry.conversation.chatId, call_id: entry.call.callId, ...data }
    const frame = JSON.stringify({ ns: '/call', event, data: named })
    for (const socket of to) lines.send(socket, frame)
  }

  const start = (stored: Call, call: CallState): Entry => {
    const entry: Held = { stored, conversation: stored.conversation, now: steadyFrom(clock()), call, timer: null }
    entries.set(stored.conversation.key, entry)
    arm(entry)
    return entry
  }

  const arm = (entry: Held): void => {
    if (entry.timer) clearTimeout(entry.timer)
    const at = nextDue(entry.call, rules)
    entry.timer = at === null ? null : setTimeout(() => whenDue(entry), Math.max(0, at - entry.now()))
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
    const step = stepCall(entry.call, input, entry.now(), rules)
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
      unsaved.push({ entry, ended })
      saveLater(fault)
      return null
    }
  }

  const saveLater = (fault: unknown): void => {
    const isExpected = fault instanceof StorageFault
    if (!isExpected) onFault(fault)
    savingAgain ??= setTimeout(
      () => {
        savingAgain = null
        void lane.run(saveUnsaved).catch(saveLater)
      },
      isExpected ? saveAgainMs[fault.reason] : saveAgainMs.full,
    )
  }

  /** Stores the ends that could not be stored before, the oldest first. Throws the `StorageFault` that still keeps one from it. */
  const saveUnsaved = async (): Promise<void> => {
    for (let first = unsaved[0]; first; first = unsaved[0]) {
      const { entry, ended } = first
      const stored = await store.calls.end(entry.stored.callId, ended.outcome, ended.at).catch(orGivenUp)
      unsaved.shift()
      if (stored) conclude(entry, stored, ended.by)
    }
  }

  /** What would fail again and again keeps no other call from beginning; the next start ends what seems to be on. */
  const orGivenUp = (fault: unknown): null => {
    if (fault instanceof StorageFault) throw fault
    onFault(fault)
    return null
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
    saveUnsaved,
    stop: async (): Promise<void> => {
      for (const { timer } of entries.values()) if (timer) clearTimeout(timer)
      if (savingAgain) clearTimeout(savingAgain)
      // Where it cannot be stored now either, the next start takes its call for one that goes on.
      await saveUnsaved().catch(onFault)
    },
  }
}

// A call that somebody took is no news any more when it ends.
const toldAbsent: ReadonlySet<CallOutcome | null> = new Set(['missed', 'cancelled', 'declined'])

export type Board = ReturnType<typeof createBoard>
