import type { Stretch } from './waveform.ts'

type Sample = { bytes: number; read: (view: DataView, at: number) => number }

/** Of more than 16 bits the upper ones are enough for a picture of 100 steps. */
const upper16 = (bytes: number): Sample => ({ bytes, read: (view, at) => view.getInt16(at + bytes - 2, true) / 32_768 })
const samples = {
  'pcm-u8': { bytes: 1, read: (view, at) => (view.getUint8(at) - 128) / 128 },
  'pcm-s16': upper16(2),
  'pcm-s24': upper16(3),
  'pcm-s32': upper16(4),
  'pcm-f32': { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
} satisfies Record<string, Sample>

export type PcmCodec = keyof typeof samples
export const isPcm = (codec: string): codec is PcmCodec => codec in samples

const samplesAtOnce = 32

/** The loudest of each 32 samples, whichever channel they are of. */
export const pcmLoudness = (codec: PcmCodec, data: Uint8Array, from: number, to: number): Stretch[] => {
  const { bytes, read }: Sample = samples[codec]
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const step = samplesAtOnce * bytes
  const perByte = (to - from) / data.length
  const stretches: Stretch[] = []
  for (let at = 0; at < data.length; at += step) {
    const end = Math.min(at + step, data.length)
    let loudness = 0
    for (let sample = at; sample + bytes <= end; sample += bytes)
      loudness = Math.max(loudness, Math.abs(read(view, sample)) || 0)
    stretches.push({ from: from + at * perByte, to: from + end * perByte, loudness })
  }
  return stretches
}
