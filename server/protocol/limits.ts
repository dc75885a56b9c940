/** The numbers that both sides of the wire must agree on. Lengths of text count Unicode code points. */
export const limits = {
  frameBytes: 64 * 1024,
  textLength: 4000,
  nameLength: 40,
  clientIdLength: { least: 8, most: 64 },
  historyMessages: 50,
  deltaMessages: 200,
  historyBytes: 256 * 1024,
  pageMessages: 200,
  noteLength: 2000,
  searchLength: 20_000,
  idsAtOnce: 1000,
  editWithinMs: 15 * 60_000,
  otpDigits: 8,
  typingEveryMs: 1000,
  /** Peaks of a stored waveform, each from 0 to `waveformMost`. */
  waveformPeaks: 64,
  waveformMost: 100,
  /** The longest voice note that a page records. */
  voiceMs: 5 * 60_000,
  /** To the longer side of which a page shrinks a picture before it is sent. */
  pictureSide: 2048,
  /** Of a session description, in bytes. */
  sdpBytes: 20 * 1024,
  /** ICE candidates of one end of a call, within `candidatesWithinMs`. */
  candidates: 300,
  candidatesWithinMs: 10 * 60_000,
} as const

/** Counts up when a page older than it can no longer talk to the server; `hello.min_client` carries the least one accepted. */
export const clientGeneration = 1
