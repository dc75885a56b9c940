/** Frame headers of MPEG audio, layer III (ISO 11172-3 section 2.4.1.3). */

const kilobits = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
const rates = [44_100, 48_000, 32_000] as const

/** Whether a frame begins there: no reserved version, rate or bit rate, and none of the free bit rate. */
export const isMpegFrame = (bytes: Uint8Array, at: number): boolean => {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
  const isLayerThree = first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08
  return isLayerThree && third >> 4 !== 0 && third >> 4 !== 15 && (third & 0x0c) !== 0x0c
}

/** Of a frame that begins there, header included. */
export const mpegFrameBytes = (bytes: Uint8Array, at: number): number => {
  const [, second = 0, third = 0] = bytes.subarray(at, at + 3)
  const isOne = (second & 0x18) === 0x18
  const divisor = isOne ? 1 : (second & 0x18) === 0x10 ? 2 : 4
  const bits = (kilobits[isOne ? 'one' : 'two'][third >> 4] ?? 0) * 1000
  const rate = (rates[(third >> 2) & 3] ?? 0) / divisor
  return Math.floor(((isOne ? 144 : 72) * bits) / rate) + ((third >> 1) & 1)
}
