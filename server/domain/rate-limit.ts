export type Allowance = { ok: true } | { ok: false; retryAfterMs: number }

export type WindowLimit = {
  /** Counts one use for `key`, or says when the next one will fit. A limit of 0 lets everything pass. */
  take: (key: string, nowMs: number) => Allowance
  /** Whether a use would pass now; counts nothing. */
  peek: (key: string, nowMs: number) => Allowance
  /** Takes back a use that was counted at `usedAtMs` and was none after all. */
  giveBack: (key: string, usedAtMs: number) => void
}

const passed: Allowance = { ok: true }

/** At most `most` uses in any `windowMs`, exactly: the moments of the uses are kept, not a rate. */
export const createWindowLimit = ({ most, windowMs }: { most: number; windowMs: number }): WindowLimit => {
  const uses = new Map<string, number[]>()
  let sweptAt = 0

  const recent = (key: string, nowMs: number): number[] => {
    if (nowMs < sweptAt || nowMs - sweptAt > windowMs) sweep(nowMs)
    // A use that is yet to come is of a clock that was set back since.
    const kept = (uses.get(key) ?? []).filter((at) => at <= nowMs && nowMs - at < windowMs)
    uses.set(key, kept)
    return kept
  }

  const sweep = (nowMs: number): void => {
    sweptAt = nowMs
    for (const [key, moments] of uses) {
      const last = moments.at(-1) ?? 0
      if (last > nowMs || nowMs - last >= windowMs) uses.delete(key)
    }
  }

  const judge = (moments: number[], nowMs: number): Allowance => {
    if (moments.length < most) return passed
    const oldest = moments[moments.length - most] ?? nowMs
    return { ok: false, retryAfterMs: Math.max(1, oldest + windowMs - nowMs) }
  }

  const peek = (key: string, nowMs: number): Allowance => (most === 0 ? passed : judge(recent(key, nowMs), nowMs))

  const take = (key: string, nowMs: number): Allowance => {
    if (most === 0) return passed
    const moments = recent(key, nowMs)
    const allowance = judge(moments, nowMs)
    if (allowance.ok) moments.push(nowMs)
    return allowance
  }

  const giveBack = (key: string, usedAtMs: number): void => {
    const moments = uses.get(key) ?? []
    const index = moments.lastIndexOf(usedAtMs)
    if (index >= 0) moments.splice(index, 1)
  }

  return { take, peek, giveBack }
}

/**
 * A leaky bucket in two numbers, cheap enough to stand in every socket: it is over when more than `perSecond` uses a
 * second, averaged over `seconds`, have come.
 */
export type Leak = { level: number; at: number }

export const isOverflowing = (leak: Leak, nowMs: number, perSecond: number, seconds: number): boolean => {
  if (perSecond === 0) return false
  const drained = ((nowMs - leak.at) / 1000) * perSecond
  leak.level = Math.max(0, leak.level - Math.max(0, drained)) + 1
  leak.at = nowMs
  return leak.level > perSecond * seconds
}
