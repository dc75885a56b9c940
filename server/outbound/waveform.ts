import { limits } from '#protocol/limits'

/** How loud it is between two moments, in any unit. */
export type Stretch = { from: number; to: number; loudness: number }

const peaks = limits.waveformPeaks

/** By the loudest moment within each peak. */
export const loudestOf = (stretches: readonly Stretch[]): number[] => {
  const most = new Float64Array(peaks)
  for (const { loudness, ...stretch } of spread(stretches))
    most[stretch.peak] = Math.max(most[stretch.peak] ?? 0, loudness)
  return scaled(most)
}

/** By the mean within each peak. */
export const meanOf = (stretches: readonly Stretch[]): number[] => {
  const sums = new Float64Array(peaks)
  const shares = new Float64Array(peaks)
  for (const { peak, share, loudness } of spread(stretches)) {
    sums[peak] = (sums[peak] ?? 0) + loudness * share
    shares[peak] = (shares[peak] ?? 0) + share
  }
  return scaled(sums.map((sum, peak) => sum / (shares[peak] || 1)))
}

/** Less is only how numbers round: a stretch that ends where a peak begins. */
const leastShare = 1e-6

/** Each stretch once for each peak that it reaches into, with how much of that peak it is. */
function* spread(stretches: readonly Stretch[]): Generator<{ peak: number; share: number; loudness: number }> {
  const begin = stretches[0]?.from ?? 0
  const scale = peaks / ((stretches.at(-1)?.to ?? 0) - begin)
  for (const { from, to, loudness } of stretches) {
    const first = (from - begin) * scale
    const last = Math.min((to - begin) * scale, peaks)
    for (let peak = Math.max(0, Math.floor(first)); peak < last; peak++) {
      const share = Math.min(last, peak + 1) - Math.max(first, peak)
      if (share > leastShare) yield { peak, share, loudness }
    }
  }
}

/** To the loudest: of what was never heard aloud, only the shape counts. */
const scaled = (values: Float64Array): number[] => {
  const most = Math.max(...values)
  return Array.from(values, (value) => (most > 0 ? Math.round((value / most) * limits.waveformMost) : 0))
}
