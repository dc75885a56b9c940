import { type CallEvent, callEvents } from '#protocol/call-frames'
import { type ChatEvent, chatEvents, socketEvents } from '#protocol/client-frames'
import type { Side } from '#protocol/messages'
import { closeCodes, type Outcome, type Refusal, type Refused, refuse } from '#protocol/refusals'
import type { Clock } from '#server/actions/ports'
import { isOverflowing } from '#server/domain/rate-limit'
import { type Faults, toRefusal } from '#server/faults'
import type { CallHandlers } from './call-events.ts'
import type { ChatHandlers } from './chat-events.ts'
import type { Connection } from './connection.ts'
import type { Hub } from './hub.ts'
import { parseFrame } from './parse-frame.ts'

type Deps = {
  handlers: ChatHandlers
  callHandlers: CallHandlers
  /** Never with what the frame said. */
  onCallRefused: (event: CallEvent, role: Side, code: Refusal['code']) => void
  look: Hub['look']
  framesPerSecond: number
  clock: Clock
  faults: Faults
}

const floodWindowS = 5
const badFrames = { most: 20, windowMs: 60_000 }

const badRequest = (message: string): Refused => refuse('bad_request', message)

/** Turns frames into deeds; whatever goes wrong in one is answered and counted here, and ends nothing else. */
export const createDispatch = (deps: Deps) => {
  const { handlers, callHandlers, onCallRefused, look, framesPerSecond, clock, faults } = deps
  return (connection: Connection, raw: string | Buffer): void => {
    connection.heardAt = performance.now()
    if (isOverflowing(connection.leak, clock(), framesPerSecond, floodWindowS))
      return connection.close(closeCodes.flooding, 'too many frames')
    const frame = parseFrame(raw)
    switch (frame.kind) {
      case 'chat':
        return chatEvent(connection, frame.event, frame.data, frame.id)
      case 'call':
        return void callEvent(connection, frame.event, frame.data, frame.id)
      case 'socket':
        return answer(connection, frame.id, socketEvent(connection, frame.event, frame.data))
      case 'bad_request':
        return answer(connection, frame.id, badRequest(frame.reason))
      case 'bad_frame':
        return refuseBadFrame(connection)
    }
  }

  function refuseBadFrame(connection: Connection): void {
    connection.send('{"event":"error","data":{"code":"bad_frame","message":"a frame is a JSON object with an event"}}')
    const now = clock()
    const recent = (connection.badFrames ?? []).filter((at) => now - at < badFrames.windowMs)
    connection.badFrames = [...recent, now]
    if (connection.badFrames.length >= badFrames.most) connection.close(closeCodes.policy, 'too many bad frames')
  }

  function socketEvent(connection: Connection, event: string, data: unknown): Outcome<null> {
    if (event === 'ping') return { ok: true, value: null }
    if (event !== 'visible') return badRequest('unknown event')
    const parsed = socketEvents.visible.safeParse(data)
    if (!parsed.success) return badRequest('wrong data')
    look(connection, parsed.data.visible)
    return { ok: true, value: null }
  }

  function chatEvent(connection: Connection, event: ChatEvent, data: unknown, id: number | null): void {
    const { joining } = connection
    if (joining !== null) {
      connection.joining = joining.then(() => run(connection, event, data, id))
      return
    }
    const running = run(connection, event, data, id)
    if (event === 'join') holdUntil(connection, running)
  }

  function holdUntil(connection: Connection, joining: Promise<void>): void {
    connection.joining = joining
    const release = (): void => {
      const { joining: newest } = connection
      if (newest === joining) connection.joining = null
      else if (newest !== null) holdUntil(connection, newest)
    }
    joining.then(release, release)
  }

  async function run(connection: Connection, event: ChatEvent, data: unknown, id: number | null): Promise<void> {
    try {
      const outcome = await handle(connection, event, data, id)
      if (outcome) answer(connection, id, outcome)
    } catch (fault) {
      faults.count('ws', fault)
      answer(connection, id, { ok: false, refusal: toRefusal(fault) })
    }
  }

  async function callEvent<E extends CallEvent>(
    connection: Connection,
    event: E,
    data: unknown,
    id: number | null,
  ): Promise<void> {
    const answerCall = (outcome: Outcome<object>): void => {
      if (outcome.ok) return connection.acknowledge(id, JSON.stringify(outcome.value))
      onCallRefused(event, connection.role, outcome.refusal.code)
      connection.refuse(id, outcome.refusal)
    }
    const parsed = callEvents[event].safeParse(data)
    if (!parsed.success) return answerCall(badRequest('wrong data'))
    try {
      await callHandlers[event](connection, parsed.data as never, answerCall)
    } catch (fault) {
      faults.count('ws', fault)
      answerCall({ ok: false, refusal: toRefusal(fault) })
    }
  }

  function handle<E extends ChatEvent>(connection: Connection, event: E, data: unknown, id: number | null) {
    const parsed = chatEvents[event].safeParse(data)
    if (!parsed.success) return Promise.resolve(badRequest('wrong data'))
    return handlers[event](connection, parsed.data as never, id)
  }
}

const answer = (connection: Connection, id: number | null, outcome: Outcome<null>): void => {
  if (outcome.ok) connection.acknowledge(id)
  else connection.refuse(id, outcome.refusal)
}
