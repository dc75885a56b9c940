import type { MediumKind } from '#protocol/media'

/** What is known of a picture or voice note before the server has it; sides in CSS pixels, as it is shown. */
export type AttachmentFacts = {
  kind: MediumKind
  mime: string
  bytes: number
  width?: number | undefined
  height?: number | undefined
  durationMs?: number | undefined
  /** `limits.waveformPeaks` numbers from 0 to `limits.waveformMost`. */
  waveform?: readonly number[] | undefined
}

/** Ready to be sent. */
export type Attachment = AttachmentFacts & { blob: Blob }
