import { done, type Outcome, refuse } from '#protocol/refusals'
import { isPictureKind, mediaKind } from '#server/domain/media-kind'
import type { Medium } from '#server/store/media-ports'
import type { MakePicture, ReadVoice } from './ports.ts'

type Deps = { makePicture: MakePicture; readVoice: ReadVoice }

/** `asker` is whose files wait for each other. */
export type Sent = { bytes: Uint8Array; waveform: readonly number[] | null; asker: string }

/** What is to be stored of a file that was sent, and as what. */
export type Made = { facts: Omit<Medium, 'id'>; whole: Uint8Array; thumb: Uint8Array | null }

const unknownKind = refuse('unsupported_type', 'this is neither a picture nor a voice note')

/** Makes a picture anew and reads a voice note to its end, by what the bytes are and not by what was said of them. */
export const createMakeMedium = ({ makePicture, readVoice }: Deps) => {
  const asPicture = async ({ bytes: sent, asker }: Sent): Promise<Outcome<Made>> => {
    const made = await makePicture(sent, asker)
    if (!made.ok) return made
    const { mime, bytes, width, height, thumb, placeholder } = made.value
    const facts = { ...noFacts, kind: 'image', mime, bytes: bytes.byteLength, width, height, placeholder } as const
    return done({ facts, whole: bytes, thumb })
  }

  const asVoice = async ({ bytes: sent, waveform: given, asker }: Sent): Promise<Outcome<Made>> => {
    const read = await readVoice(sent, asker)
    if (!read.ok) return read
    const { mime, durationMs, waveform } = read.value
    const facts = {
      ...noFacts,
      kind: 'audio',
      mime,
      bytes: sent.byteLength,
      durationMs,
      waveform: given ?? waveform,
    } as const
    return done({ facts, whole: sent, thumb: null })
  }

  return async (sent: Sent): Promise<Outcome<Made>> => {
    const kind = mediaKind(sent.bytes)
    if (kind === null) return unknownKind
    return isPictureKind(kind) ? asPicture(sent) : asVoice(sent)
  }
}

const noFacts = { width: null, height: null, durationMs: null, waveform: null, placeholder: null }
