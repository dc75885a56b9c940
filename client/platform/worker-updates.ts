import { greetings } from '#client/net/greetings'
import type { Clock } from './clock.ts'
import { onVisibility } from './visibility.ts'
import type { Bringer } from './worker-change.ts'

const lookEveryMs = 60 * 60_000
// A line that comes and goes greets each time.
const restMs = 10_000

/** Looks for a new version each hour, when the page is seen again after an hour, and when the server greets anew. */
export const lookForUpdates = (registration: ServiceWorkerRegistration, { now, after }: Clock): void => {
  let lookedAt = now()
  const look = (): void => {
    lookedAt = now()
    void registration.update().catch(() => undefined)
  }
  const lookHourly = (): void =>
    void after(lookEveryMs, () => {
      look()
      lookHourly()
    })
  lookHourly()
  onVisibility((visible) => visible && now() - lookedAt >= lookEveryMs && look())
  let rest: 'none' | 'resting' | 'due' = 'none'
  const lookAndRest = (): void => {
    rest = 'resting'
    look()
    after(restMs, () => {
      if (rest === 'due') lookAndRest()
      else rest = 'none'
    })
  }
  greetings.onAgain(() => {
    if (rest === 'none') lookAndRest()
    else rest = 'due'
  })
}

/** Tells of each version that waits, and of one that took over because another page asked it to; not of the first. */
export const watchVersions = (
  registration: ServiceWorkerRegistration,
  workers: ServiceWorkerContainer,
  bringer: Bringer,
  tell: (worker: ServiceWorker) => void,
): void => {
  const watchInstalling = (): void => {
    const { installing, active } = registration
    if (!installing || !active) return
    installing.addEventListener('statechange', () => installing.state === 'installed' && tell(installing))
  }
  if (registration.waiting) tell(registration.waiting)
  watchInstalling()
  registration.addEventListener('updatefound', watchInstalling)
  workers.addEventListener('controllerchange', () => {
    const { active } = registration
    if (active && bringer.isSuperseded(registration)) tell(active)
  })
}
