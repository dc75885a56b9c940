import type { PushApi } from '#client/net/push-api'
import type { Refused } from '#client/net/route'
import type { Clock } from '#client/platform/clock'
import type { WorkerBridge } from '#client/platform/worker-bridge'
import type { PushTrial } from '#client/state/notify'
import type { PushTested } from '#protocol/push'
import { within } from './within.ts'

type TryingPorts = {
  api: Pick<PushApi, 'test'>
  worker: Pick<WorkerBridge, 'onMessage'>
  clock: Clock
  /** A push may be shown here that nobody tells us of. */
  mayBeUnheard: boolean
  onStep: (trial: PushTrial) => void
}

const arrivalMs = 20_000
const testTag = 'test'

/** Sends this device a test push and watches whether it comes. Resolves to the last step; never rejects. */
export const tryPush = async ({ api, worker, clock, mayBeUnheard, onStep }: TryingPorts): Promise<PushTrial> => {
  const begun = clock.now()
  let stop = (): void => {}
  const arrival = new Promise<number>((resolve) => {
    stop = worker.onMessage((message) => {
      if (message.type === 'push-arrived' && message.tag === testTag) resolve(clock.now() - begun)
    })
  })
  const tell = (trial: PushTrial): PushTrial => {
    onStep(trial)
    return trial
  }
  tell({ step: 'sending' })
  const answer = await api.test()
  if (!answer.ok || !answer.value.sent) {
    stop()
    return tell(answer.ok ? notSent(answer.value) : notAsked(answer))
  }
  tell({ step: 'waiting' })
  const afterMs = await within(clock, arrivalMs, arrival)
  stop()
  if (afterMs === 'late') return tell({ step: mayBeUnheard ? 'unheard' : 'lost' })
  return tell({ step: 'arrived', afterMs })
}

const gone = new Set([404, 410])

const notSent = ({ status }: PushTested): PushTrial => {
  if (status === null || status >= 500) return { step: 'unreached' }
  if (gone.has(status)) return { step: 'unknown' }
  return status === 429 ? { step: 'limited', waitMs: 0 } : { step: 'refused', status }
}

const notAsked = ({ code, retryAfterMs = 0 }: Refused): PushTrial => {
  if (code === 'not_found') return { step: 'unknown' }
  return code === 'rate_limited' ? { step: 'limited', waitMs: retryAfterMs } : { step: 'failed', code }
}
