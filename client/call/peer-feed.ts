import type { Clock } from '#client/platform/clock'
import type { CandidateQueue } from './peer-candidates.ts'
import { ufragsOf } from './sdp.ts'

const gatherMs = 100
const headStartMs = 300

export type CandidateFeed = {
  /** This description of the other end is in place. */
  described: (sdp: string) => void
  /** There may be more in the queue. */
  feed: () => void
  /** Nothing is fed until `lookSecond`. */
  hold: () => void
  /** Runs `answer` once addresses of our own are known, and leaves the first look to the other end. */
  lookSecond: (answer: () => void) => void
  stop: () => void
}

/** Gives a connection the candidates of the other end that belong to its description. */
export const createCandidateFeed = (
  connection: Pick<RTCPeerConnection, 'addIceCandidate'>,
  { queue, clock }: { queue: CandidateQueue; clock: Clock },
): CandidateFeed => {
  let ufrags: ReadonlySet<string> = new Set()
  let isHeld = false
  let cancel: (() => void) | null = null

  const feed = (): void => {
    if (isHeld || ufrags.size === 0) return
    // Of a path that is given up meanwhile, or of a kind that this browser does not know.
    for (const candidate of queue.take(ufrags)) connection.addIceCandidate(candidate).catch(() => undefined)
  }
  const described = (sdp: string): void => {
    ufrags = ufragsOf(sdp)
    feed()
  }
  const hold = (): void => {
    cancel?.()
    isHeld = true
  }
  const release = (): void => {
    isHeld = false
    feed()
  }
  const lookSecond = (answer: () => void): void => {
    cancel?.()
    cancel = clock.after(gatherMs, () => {
      cancel = clock.after(headStartMs, release)
      answer()
    })
  }
  return { described, feed, hold, lookSecond, stop: hold }
}
