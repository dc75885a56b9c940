import type { Audience, Clock } from '#server/actions/ports'
import type { Faults } from '#server/faults'
import type { Store } from '#server/store/ports'

type Deps = {
  store: Pick<Store, 'sessions'>
  audience: Pick<Audience, 'visitorSessionEnded' | 'adminSessionEnded'>
  clock: Clock
  faults: Faults
}

// A socket must not outlive its session by more than two seconds.
const everyMs = 1000

/** Ends sessions whose time is over, and their sockets. Returns its stop. */
export const startExpiringSessions = ({ store, audience, clock, faults }: Deps): (() => void) => {
  const run = async (): Promise<void> => {
    const { visitors, admins } = await store.sessions.endExpired(clock())
    for (const id of visitors) audience.visitorSessionEnded(id)
    for (const id of admins) audience.adminSessionEnded(id)
  }
  const timer = setInterval(() => void run().catch((fault) => faults.count('job', fault)), everyMs)
  return () => clearInterval(timer)
}
