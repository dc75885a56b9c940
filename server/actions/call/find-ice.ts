import type { IceAnswer } from '#protocol/call-frames'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Clock } from '#server/actions/ports'
import { deviceKey } from '#server/actions/push/device-key'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Device } from '#server/store/device-ports'

type Deps = { iceFor: (holder: string) => IceAnswer; limit: WindowLimit; clock: Clock }

/** By which servers a device may reach the other end of a call. */
export const findIce = ({ iceFor, limit, clock }: Deps) => {
  return (device: Device): Outcome<IceAnswer> => {
    const key = deviceKey(device)
    const allowance = limit.take(key, clock())
    return allowance.ok ? done(iceFor(key)) : refuse('rate_limited', 'asked too often', allowance.retryAfterMs)
  }
}
