import type { Clock } from '#server/actions/ports'
import type { News, RingNews } from '#server/actions/push/news'
import type { Call, Device } from '#server/store/device-ports'
import type { Target } from './push-targets.ts'
import type { After } from './timers.ts'

type Ring = { news: RingNews; targets: Map<number, Target>; forget: () => void }

type Deps = {
  clock: Clock
  after: After
  /** Those who are to hear of it. */
  targetsOf: (news: News) => Promise<Target[]>
  /** Tells a device, or withholds it from one that is watched. */
  route: (target: Target, news: News) => void
}

export type Ringing = {
  tellOfCall: (call: Call) => Promise<void>
  /** `by`: the device that took it or turned it down, and needs no telling. */
  tellOfMissed: (call: Call, by?: Device) => Promise<void>
  /** A ring goes to a device. */
  rings: (target: Target, news: News) => void
}

// By then a call has ended, one way or the other, or nobody will say so any more.
const keptForMs = 60_000

/** Who was told of which ring: to them it is said that it rings no more. */
export const createRinging = ({ clock, after, targetsOf, route }: Deps): Ringing => {
  const ringing = new Map<string, Ring>()

  const forget = (callId: string): void => {
    ringing.get(callId)?.forget()
    ringing.delete(callId)
  }

  const tellOfCall: Ringing['tellOfCall'] = async (call) => {
    const news: RingNews = { kind: 'ring', call, reached: new Set() }
    const keptMs = call.expiresAt - clock() + keptForMs
    ringing.set(call.callId, { news, targets: new Map(), forget: after(keptMs, () => forget(call.callId)) })
    for (const target of await targetsOf(news)) route(target, news)
  }

  const tellOfMissed: Ringing['tellOfMissed'] = async (call, by) => {
    const ring = ringing.get(call.callId)
    forget(call.callId)
    const news: News = { kind: 'over', call, reached: ring?.news.reached ?? null }
    // After a restart nobody knows who was told: all of that side are, since one of them may still ring.
    const targets = ring ? [...ring.targets.values()] : await targetsOf(news)
    for (const target of targets) if (target.device.session !== by?.session) route(target, news)
  }

  return {
    tellOfCall,
    tellOfMissed,
    rings: (target, news) => {
      if (news.kind === 'ring') ringing.get(news.call.callId)?.targets.set(target.subscription, target)
    },
  }
}
