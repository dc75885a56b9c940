import { sentWaveform } from '#protocol/media'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { BodyRoom, Place } from './body-room.ts'
import { boundaryOf, type FormPart, parseMultipart } from './multipart.ts'

/** A file and what was sent beside it; nothing of it is known to be true. Its bytes are those of the body, not a copy. */
export type SentFile = { bytes: Uint8Array; chatId: string | null; waveform: readonly number[] | null }

/** How fast a body has to come once some time has gone by; less is a way to take the place of others for nothing. */
export type Pace = { afterMs: number; leastBytesPerS: number }
type Bounds = {
  mostFileBytes: number
  withinMs: number
  pace: Pace
  /** While somebody waits for its place. */
  wantedPace: Pace
}

/** What a form needs beside its file. */
const formBytes = 64 * 1024
const againMs = 5000

const tooLarge = refuse('too_large', 'the file is too large')
const noForm = refuse('unsupported_type', 'the body must be multipart/form-data')
const broken = refuse('bad_request', 'this form cannot be read')
const noFile = refuse('bad_request', 'the form must have one file, in the field "file"')
const notAsked = refuse('bad_request', 'some values cannot be used')
const crowded = refuse('rate_limited', 'too many files are on their way', againMs)
const tooSlow = refuse('rate_limited', 'the file took too long to come', againMs)

/** For how many bytes of bodies there is to be room, so that each may be as large as it may. */
export const roomFor = (bodies: number, mostFileBytes: number): number => bodies * (mostFileBytes + formBytes)

/**
 * Reads a form with one file into memory, as soon as there is room for it, and hands it on; the room is given back after
 * that. What is too large is refused before it is read to its end: by what it announces, else once so much has come.
 */
export const createReadUpload = ({ mostFileBytes, withinMs, pace, wantedPace }: Bounds) => {
  const mostBytes = mostFileBytes + formBytes

  const isTooSlow = (place: Place, bytes: number, ms: number): boolean =>
    ms > withinMs || isBehind(place.isWanted() ? wantedPace : pace, bytes, ms)

  const read = async (
    body: ReadableStream<Uint8Array>,
    length: number,
    boundary: string,
    place: Place,
  ): Promise<Outcome<SentFile>> => {
    const collected = await collect(body, length, (bytes, ms) => isTooSlow(place, bytes, ms))
    if (!collected.ok) return collected
    const parts = parseMultipart(collected.value, boundary)
    return parts ? sentFileOf(parts, mostFileBytes) : broken
  }

  return async <T>(
    { headers, body }: Request,
    room: BodyRoom,
    asker: string,
    use: (sent: SentFile) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const form = formOf(headers)
    if (!form.ok) return form
    const announced = headers.get('content-length')
    const length = announced === null ? mostBytes : Number(announced)
    if (length > mostBytes) return tooLarge
    if (!body) return broken
    const place = await room.enter(asker, Math.max(length, formBytes))
    if (!place) return crowded
    try {
      const sent = await read(body, length, form.value, place)
      return sent.ok ? await use(sent.value) : sent
    } finally {
      place.leave()
    }
  }
}

const formOf = (headers: Headers): Outcome<string> => {
  const type = headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) return noForm
  const boundary = boundaryOf(type)
  return boundary === null ? broken : done(boundary)
}

const isBehind = ({ afterMs, leastBytesPerS }: Pace, bytes: number, ms: number): boolean =>
  bytes < (leastBytesPerS * (ms - afterMs)) / 1000

const lookEveryMs = 1000

/** All of the body in one piece. Its memory is the system's to give: what never comes takes none. */
const collect = async (
  body: ReadableStream<Uint8Array>,
  mostBytes: number,
  isTooSlow: (bytes: number, ms: number) => boolean,
): Promise<Outcome<Uint8Array>> => {
  const collected = new Uint8Array(mostBytes)
  const reader = body.getReader()
  const begun = performance.now()
  let filled = 0
  let isLate = false
  const timer = setInterval(() => {
    isLate ||= isTooSlow(filled, performance.now() - begun)
    if (isLate) reader.cancel().catch(() => undefined)
  }, lookEveryMs)
  try {
    for (;;) {
      const { done: isOver, value } = await reader.read()
      if (isOver) return isLate ? tooSlow : done(collected.subarray(0, filled))
      if (filled + value.byteLength > mostBytes) return tooLarge
      collected.set(value, filled)
      filled += value.byteLength
    }
  } finally {
    clearInterval(timer)
    reader.cancel().catch(() => undefined)
  }
}

const sentFileOf = (parts: readonly FormPart[], mostFileBytes: number): Outcome<SentFile> => {
  const [file, ...others] = parts.filter(({ isFile }) => isFile)
  if (file?.name !== 'file' || others.length > 0 || file.bytes.byteLength === 0) return noFile
  if (file.bytes.byteLength > mostFileBytes) return tooLarge
  const texts = parts.filter(({ isFile }) => !isFile)
  const chatId = textOf(texts, 'chat_id')
  const waveform = textOf(texts, 'waveform')
  if (texts.some(({ name }) => name === 'file') || chatId === undefined || waveform === undefined) return notAsked
  const peaks = waveform === null ? null : peaksOf(waveform)
  return peaks === undefined ? notAsked : done({ bytes: file.bytes, chatId, waveform: peaks })
}

/** Null where there is no such field, undefined where it cannot be used. */
const textOf = (texts: readonly FormPart[], name: string): string | null | undefined => {
  const [field, ...others] = texts.filter((text) => text.name === name)
  if (!field) return null
  if (others.length > 0) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(field.bytes)
  } catch {
    return undefined
  }
}

const peaksOf = (json: string): readonly number[] | undefined => {
  try {
    return sentWaveform.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}
