import type { OutgoingPush, PushOutcome, PushSender } from '#server/actions/ports'
import { createOutgoing } from '#server/actions/push/outgoing'
import type { LookedAway, SessionId } from '#server/actions/push/watching'
import { pushRules } from '#server/domain/push-rules'
import { startPushPump } from '#server/jobs/push-pump'
import type { Device, NewSubscription } from '#server/store/device-ports'
import type { Conversation, NewMessage, Store } from '#server/store/ports'
import { afterwards } from '#tests/support/cleanup'
import { adminDevice, subscriptionOf, visitorWithDevice } from '#tests/support/devices'
import { createFakeClock, type FakeClock } from '#tests/support/fake-clock'
import { hash, messageOf, openTestStore } from '#tests/support/memory-store'
import { settled } from '#tests/support/settled'

export const house = { publicUrl: null, adminName: 'Muhsin' }

export const taken: PushOutcome = { kind: 'taken', status: 201 }
export const later: PushOutcome = { kind: 'later', status: 503 }
export const gone: PushOutcome = { kind: 'gone', status: 410 }
export const refused: PushOutcome = { kind: 'refused', status: 400 }

type Sent = { endpoint: string; at: number; push: OutgoingPush }
type Options = { store?: Store; clock?: FakeClock; comeBackMs?: number }

/** The real pump on a real store, with a clock, watchers and a push service that do as they are told. */
export const createStage = ({ store = openTestStore(), clock = createFakeClock(), ...options }: Options = {}) => {
  const watched = new Map<SessionId, number>()
  const sent: Sent[] = []
  const faults: unknown[] = []
  let tellAway: (away: LookedAway) => void = () => undefined
  let answer: (push: OutgoingPush, endpoint: string) => PushOutcome | Promise<PushOutcome> = () => taken

  const send: PushSender = async ({ endpoint }, push) => {
    sent.push({ endpoint, at: clock.now(), push })
    return answer(push, endpoint)
  }
  const pump = startPushPump({
    store,
    send,
    outgoing: createOutgoing(house, hash),
    watching: {
      isWatched: ({ session }) => watched.has(session),
      heardFrom: (sessions) => new Map([...watched].filter(([session]) => sessions.has(session))),
      onLookedAway: (listener) => {
        tellAway = listener
      },
    },
    clock: clock.now,
    steadyClock: clock.now,
    after: clock.after,
    faults: { count: (_, fault) => void faults.push(fault) },
    random: () => 1,
    comeBackMs: options.comeBackMs,
  })
  let isStopped = false
  const stop = async (): Promise<void> => {
    if (isStopped) return
    isStopped = true
    const stopping = pump.stop()
    clock.advance(1000)
    await stopping
  }
  afterwards(stop)

  /** Lets time pass, and all that comes due on the way run its course. */
  const pass = async (ms: number): Promise<void> => {
    await settled()
    clock.advance(ms)
    await settled()
    await settled()
  }

  const subscribed = async (device: Device, change: Partial<NewSubscription> = {}) => {
    const subscription = subscriptionOf(device, { lang: 'en', createdAt: clock.now(), ...change })
    await store.push.keep(subscription, pushRules.mostSubscriptions)
    return subscription.endpoint
  }

  const subscriptionAt = async (device: Device, endpoint: string) =>
    (await store.push.ofDevice(device)).find((subscription) => subscription.endpoint === endpoint)

  /** Stores a message and says so, as the server does. */
  const write = async (conversation: Conversation, change: Partial<NewMessage> = {}) => {
    const appended = await store.messages.append(
      messageOf(conversation, { role: 'admin', createdAt: clock.now(), ...change }),
    )
    if (appended.kind !== 'stored') throw new Error(`not stored: ${appended.kind}`)
    pump.messageStored(conversation, appended.message)
    return appended.message
  }

  return {
    store,
    clock,
    pump,
    sent,
    faults,
    stop,
    pass,
    write,
    subscribed,
    subscriptionAt,
    visitor: () => visitorWithDevice(store),
    admin: () => adminDevice(store),
    bodies: () => sent.map(({ push }) => push.payload.notification.body),
    /** Somebody looks at this device, and its page speaks. */
    watch: ({ session }: Device) => void watched.set(session, clock.now()),
    /** `seenUntil`: when its page spoke last, where nothing else is known. */
    lookAway: ({ session }: Device, how: LookedAway['how'], seenUntil = watched.get(session) ?? clock.now()) => {
      watched.delete(session)
      tellAway({ session, how, seenUntil })
    },
    answerWith: (next: typeof answer) => {
      answer = next
    },
  }
}
