import type { Clock } from '#client/platform/clock'

const answerWithinMs = 600

export type Question = {
  /** False where it could not be asked. */
  ask: () => boolean
  /** Whether an answer was waited for. */
  answered: () => boolean
  stop: () => void
}

/** Asks the other end whether it is there; no answer is an answer too. */
export const createQuestion = (
  clock: Clock,
  { say, onSilence }: { say: () => boolean; onSilence: () => void },
): Question => {
  let cancel: (() => void) | null = null

  const stop = (): void => {
    cancel?.()
    cancel = null
  }
  const ask = (): boolean => {
    stop()
    if (!say()) return false
    cancel = clock.after(answerWithinMs, () => {
      cancel = null
      onSilence()
    })
    return true
  }
  const answered = (): boolean => {
    const wasAwaited = cancel !== null
    stop()
    return wasAwaited
  }
  return { ask, answered, stop }
}
