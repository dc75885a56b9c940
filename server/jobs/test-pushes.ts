import type { OutgoingPush, PushOutcome, PushSender } from '#server/actions/ports'
import type { PushSubscription } from '#server/store/device-ports'
import type { PushGate } from './push-gate.ts'
import { toTarget } from './push-targets.ts'

/** Resolves to what became of it; to null where too many are under way. Never rejects. */
export type SendTest = (subscription: PushSubscription, push: OutgoingPush) => Promise<PushOutcome | null>

type Deps = {
  send: PushSender
  gate: PushGate
  note: (subscription: number, outcome: PushOutcome) => Promise<void>
  /** How many may be under way at once. */
  most?: number
}

const unknown: PushOutcome = { kind: 'later', status: null }

/** Pushes for which somebody waits: through the gate of all pushes, and so few that they hold up no message. */
export const createTestPushes = ({ send, gate, note, most = 8 }: Deps): { sendTest: SendTest; stop: () => void } => {
  let isStopped = false
  const underWay = new Map<number, (outcome: PushOutcome) => void>()

  const sendTest: SendTest = async (subscription, push) => {
    const { id } = subscription
    if (isStopped || underWay.size >= most || underWay.has(id)) return null
    const { promise, resolve } = Promise.withResolvers<PushOutcome>()
    underWay.set(id, resolve)
    gate.enter(toTarget(subscription).service, true, async () => resolve(await send(subscription, push)))
    const outcome = await promise
    underWay.delete(id)
    await note(id, outcome)
    return outcome
  }

  const stop = (): void => {
    isStopped = true
    for (const resolve of underWay.values()) resolve(unknown)
  }

  return { sendTest, stop }
}
