import type { Clock, PushOutcome } from '#server/actions/ports'
import type { PushSubscription } from '#server/store/device-ports'
import type { Store } from '#server/store/ports'

export type NoteOutcome = (subscription: PushSubscription, outcome: PushOutcome) => Promise<void>

/** Keeps how a push fared with its subscription, and forgets the one that the push service knows no more. */
export const noteOutcome =
  ({ store: { push }, clock }: { store: Pick<Store, 'push'>; clock: Clock }): NoteOutcome =>
  ({ id }, { kind }) => {
    if (kind === 'gone') return push.forget(id)
    return kind === 'taken' ? push.noteSent(id, clock()) : push.noteFailed(id, clock())
  }
