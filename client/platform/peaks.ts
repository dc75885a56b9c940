import { limits } from '#protocol/limits'
import { loudnessOf } from './level-meter.ts'

const { waveformPeaks: count, waveformMost: most } = limits
// Of what is hardly more than the noise of a room no mountains are made.
const leastLoudest = 0.25
const decodedHertz = 8000

/** The waveform of a voice note: of each of its equal parts the loudest, and the loudest of all at the top. Null for nothing. */
export const peaksOf = (levels: readonly number[]): number[] | null => {
  if (levels.length === 0) return null
  const parts = Array.from({ length: count }, (_, nth) => {
    const from = Math.floor((nth * levels.length) / count)
    const to = Math.max(from + 1, Math.floor(((nth + 1) * levels.length) / count))
    return levels.slice(from, to).reduce((loudest, level) => Math.max(loudest, level), 0)
  })
  const loudest = parts.reduce((so, part) => Math.max(so, part), leastLoudest)
  return parts.map((part) => Math.round((part / loudest) * most))
}

const levelsOf = (samples: Float32Array): number[] => {
  const size = Math.max(1, Math.floor(samples.length / (count * 4)))
  const blocks = Math.floor(samples.length / size)
  return Array.from({ length: blocks }, (_, nth) => loudnessOf(samples.subarray(nth * size, (nth + 1) * size)))
}

/** Of a whole sound file, where the browser can decode it; else null. */
export const decodeSound = async (
  blob: Blob,
): Promise<{ durationMs: number; waveform: readonly number[] | null } | null> => {
  if (!('OfflineAudioContext' in globalThis)) return null
  try {
    // At a low rate: of the decoded sound only its loudness is wanted, and minutes of it are large.
    const audio = new OfflineAudioContext(1, 1, decodedHertz)
    const decoded = await audio.decodeAudioData(await blob.arrayBuffer())
    return { durationMs: Math.round(decoded.duration * 1000), waveform: peaksOf(levelsOf(decoded.getChannelData(0))) }
  } catch {
    return null
  }
}
