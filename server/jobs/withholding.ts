import type { Clock } from '#server/actions/ports'
import type { News } from '#server/actions/push/news'
import type { LookedAway, SessionId, Watching } from '#server/actions/push/watching'
import type { Target } from './push-targets.ts'
import type { After } from './timers.ts'
import { createWithheld, type Withheld } from './withheld.ts'

type Deps = {
  watching: Watching
  after: After
  /** One that never jumps. */
  steadyClock: Clock
  tell: (target: Target, news: News) => void
  onChange: () => void
}

export type Withholding = Pick<Withheld, 'take' | 'visitUntold' | 'isEmpty'> & {
  withhold: (target: Target, news: News) => void
  /** Forgets what pages that are looked at have shown. */
  settle: () => void
}

// A page that is loaded anew, or whose network changes, is back within it and looks on.
const graceMs = 3000

/** Keeps news from devices that are looked at, and tells it where it comes out that it was not seen. */
export const createWithholding = ({ watching, after, steadyClock, tell, onChange }: Deps): Withholding => {
  const withheld = createWithheld()

  const withhold = (target: Target, news: News): void => {
    withheld.add(target, news, steadyClock())
    onChange()
  }

  const tellAll = (session: SessionId): void => {
    for (const { target, news } of withheld.takeAll(session)) tell(target, news)
    onChange()
  }

  watching.onLookedAway(({ session, how, seenUntil }: LookedAway) => {
    if (!withheld.has(session)) return
    withheld.settle(() => new Map([[session, seenUntil]]))
    if (how === 'missed') tellAll(session)
    else if (withheld.has(session)) after(graceMs, () => tellAll(session))
  })

  const { take, visitUntold, isEmpty } = withheld
  return { withhold, take, visitUntold, isEmpty, settle: () => withheld.settle(watching.heardFrom) }
}
