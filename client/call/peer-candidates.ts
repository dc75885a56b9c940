import type { Clock } from '#client/platform/clock'
import type { Candidate } from '#protocol/call-frames'

const gatherMs = 50
const mostWaiting = 300

export type CandidateBatch = { add: (candidate: Candidate) => void; stop: () => void }

/** Candidates come in bursts: each burst is sent at once, in order. Null is the last. */
export const createCandidateBatch = (clock: Clock, send: (candidate: Candidate) => void): CandidateBatch => {
  let waiting: Candidate[] = []
  let cancel: (() => void) | null = null

  const flush = (): void => {
    cancel = null
    const batch = waiting
    waiting = []
    for (const candidate of batch) send(candidate)
  }
  const add = (candidate: Candidate): void => {
    waiting.push(candidate)
    cancel ??= clock.after(gatherMs, flush)
  }
  const stop = (): void => {
    cancel?.()
    waiting = []
  }
  return { add, stop }
}

export type CandidateQueue = {
  /** Null says that there are no more: nothing waits for that. */
  add: (candidate: Candidate) => void
  /** Takes out those of a description that is in place; who bears no name belongs to any. */
  take: (ufrags: ReadonlySet<string>) => RTCIceCandidateInit[]
}

/** Candidates of the other end that wait for their description. Those of an older one never leave, until they are too many. */
export const createCandidateQueue = (most = mostWaiting): CandidateQueue => {
  let waiting: RTCIceCandidateInit[] = []

  const add = (candidate: Candidate): void => {
    if (!candidate?.candidate) return
    waiting.push(asInit(candidate))
    if (waiting.length > most) waiting.shift()
  }
  const take = (ufrags: ReadonlySet<string>): RTCIceCandidateInit[] => {
    const isTaken = ({ usernameFragment }: RTCIceCandidateInit): boolean =>
      !usernameFragment || ufrags.has(usernameFragment)
    const taken = waiting.filter(isTaken)
    waiting = waiting.filter((candidate) => !isTaken(candidate))
    return taken
  }
  return { add, take }
}

const asInit = (candidate: NonNullable<Candidate>): RTCIceCandidateInit => ({
  candidate: candidate.candidate ?? '',
  sdpMid: candidate.sdpMid ?? null,
  sdpMLineIndex: candidate.sdpMLineIndex ?? null,
  usernameFragment: candidate.usernameFragment ?? null,
})
