import type { Message } from '#protocol/messages'
import type { MediaFiles } from './ports.ts'

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'audio/webm': 'webm',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
}

export type ExportedMedium = { path: string; file: Blob }

/** The file that a message shows and where it stands in the zip; null where it shows none, or it is not on the disk. */
export const exportedMedium = async (
  files: Pick<MediaFiles, 'find'>,
  { id, media, media_url }: Message,
): Promise<ExportedMedium | null> => {
  const mediumId = /^\/media\/([\w-]+)$/.exec(media_url ?? '')?.[1]
  if (!media || !mediumId) return null
  const file = await files.find(mediumId, 'whole')
  const ending = endings[media.mime.split(';')[0] ?? ''] ?? 'bin'
  return file && { path: `media/${id}.${ending}`, file }
}
