import * as z from 'zod/mini'
import { limits } from './limits.ts'

export const mediumKind = z.enum(['image', 'audio'])
export type MediumKind = z.infer<typeof mediumKind>

/** The loudness of a voice note from its beginning to its end, each from 0 to 100. */
export const waveform = z.array(z.int().check(z.minimum(0), z.maximum(limits.waveformMost)))

/** What a message says of its picture or voice note. */
export const medium = z.object({
  mime: z.string(),
  bytes: z.number(),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  duration_ms: z.optional(z.number()),
  waveform: z.optional(waveform),
  thumb_url: z.optional(z.string()),
  /** A `data:` address of a blur of the picture, shown until it has come. */
  placeholder: z.optional(z.string()),
})

/** `POST /api/media`, answered 201. `fileRef` goes into one `send` of the same conversation and side. */
export const uploaded = z.object({
  fileRef: z.string(),
  type: mediumKind,
  mime: z.string(),
  bytes: z.number(),
  media_url: z.string(),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  duration_ms: z.optional(z.number()),
})
export type Uploaded = z.infer<typeof uploaded>

/** The field `waveform` beside `file`, as JSON: only the browser that recorded it can decode it. */
export const sentWaveform = waveform.check(z.length(limits.waveformPeaks))

/** Containers into which a voice note is put on demand: `GET /media/:id?as=`. */
export const containers = ['webm', 'ogg', 'mp4'] as const
export type Container = (typeof containers)[number]
