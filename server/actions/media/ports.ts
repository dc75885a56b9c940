import type { Container } from '#protocol/media'
import type { Outcome } from '#protocol/refusals'

/** Which file of a medium: the medium itself, a picture's thumbnail, or a voice note in another container. */
export type FilePart = 'whole' | 'thumb' | Container

/** The files of media, by the id of their medium. Rejects with a `StorageFault` where the disk refuses. */
export type MediaFiles = {
  /** Notes that files of this medium come before its row does: where a crash keeps the row away, the next start takes them. */
  begin: (id: string) => Promise<void>
  /** The row is there, or the files are gone. */
  end: (id: string) => Promise<void>
  /** Written under another name, synced, then named, and the folder synced: there never is half a file under its name. */
  put: (id: string, part: FilePart, bytes: Uint8Array) => Promise<void>
  /** Null where there is none. Its bytes are read from the disk as they are sent. */
  find: (id: string, part: FilePart) => Promise<Blob | null>
  /** All files of these media; those that are not there are no fault. */
  remove: (ids: readonly string[]) => Promise<void>
  /** Whether that many bytes leave the disk its reserve of a tenth, by which chat goes on when uploads must stop. */
  hasRoomFor: (bytes: number) => Promise<boolean>
}

/** A picture made anew from its pixels: nothing of the file that was sent is in it. Thumbnail and placeholder are WebP and PNG. */
export type Picture = {
  mime: string
  bytes: Uint8Array
  width: number
  height: number
  thumb: Uint8Array
  placeholder: string
}
/** Refuses with `unsupported_type`, `too_large` (pixels) or `bad_request` (what cannot be decoded to its end). Askers take turns. */
export type MakePicture = (sent: Uint8Array, asker?: string) => Promise<Outcome<Picture>>

/** A voice note; its bytes stay as they were sent. `waveform` is an estimate, for where the sender gave none. */
export type Voice = { mime: string; durationMs: number; waveform: number[] }
/** Refuses with `unsupported_type` (also where there is a picture in it) or `bad_request` (what cannot be read to its end). Askers take turns. */
export type ReadVoice = (sent: Uint8Array, asker?: string) => Promise<Outcome<Voice>>

/** The same packets in another container, with duration and index; null where its codec does not go into that one. */
export type Remux = (stored: Uint8Array, to: Container, asker?: string) => Promise<Uint8Array | null>
