import type { Message } from '#protocol/messages'
import type { Medium } from '#server/store/media-ports'

/** As a row of `media` has it, and a message its copy. */
export type MediaRow = {
  media_id: string
  kind: Medium['kind']
  mime: string
  bytes: number
  width: number | null
  height: number | null
  duration_ms: number | null
  waveform: string | null
  placeholder: string | null
}

export const mediaColumns = 'media_id, kind, mime, bytes, width, height, duration_ms, waveform, placeholder'

const peaksOf = (waveform: string | null): number[] | null => (waveform === null ? null : JSON.parse(waveform))

export const toMedium = (row: MediaRow): Medium => ({
  id: row.media_id,
  kind: row.kind,
  mime: row.mime,
  bytes: row.bytes,
  width: row.width,
  height: row.height,
  durationMs: row.duration_ms,
  waveform: peaksOf(row.waveform),
  placeholder: row.placeholder,
})

/** What a message keeps of its medium. */
export const toCopy = (row: MediaRow): string => JSON.stringify(toMedium(row))

/** That copy as the contract shows it. */
export const shownMedium = (copy: string): Pick<Message, 'media_url' | 'media'> => {
  const { id, kind, mime, bytes, width, height, durationMs, waveform, placeholder }: Medium = JSON.parse(copy)
  const url = `/media/${id}`
  return {
    media_url: url,
    media: {
      mime,
      bytes,
      ...(width !== null && { width }),
      ...(height !== null && { height }),
      ...(durationMs !== null && { duration_ms: durationMs }),
      ...(waveform !== null && { waveform: [...waveform] }),
      ...(kind === 'image' && { thumb_url: `${url}?thumb=1` }),
      ...(placeholder !== null && { placeholder }),
    },
  }
}
