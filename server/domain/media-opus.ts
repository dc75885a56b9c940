/** Milliseconds of one frame by the configuration of its packet (RFC 6716 section 3.1, table 2). */
const frameMs = (configuration: number): number => {
  if (configuration < 12) return [10, 20, 40, 60][configuration & 3] ?? 0
  if (configuration < 16) return [10, 20][configuration & 1] ?? 0
  return [2.5, 5, 10, 20][configuration & 3] ?? 0
}

/** How long an Opus packet plays; 0 where it is none (longer than the 120 ms of RFC 6716 section 3.4, or empty). */
export const opusPacketMs = (packet: Uint8Array): number => {
  const [first, second = 0] = packet
  if (first === undefined) return 0
  const frames = [1, 2, 2, second & 63][first & 3] ?? 0
  const ms = frames * frameMs(first >> 3)
  return ms <= 120 ? ms : 0
}
