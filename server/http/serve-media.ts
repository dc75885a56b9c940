import { parseRange } from './byte-range.ts'
import { hasIt } from './serve-file.ts'

type Served = { blob: Blob; type: string; etag: string }

// Whatever a file turned out to be, opened by itself it can neither run nor load anything.
const inert = "sandbox; default-src 'none'"

/**
 * Answers a GET or HEAD of a stored file, whole or one range of it (RFC 9110 section 14). Its bytes are read from the disk
 * as they are sent. A browser may keep them, and asks each time whether it still may show them.
 */
export const serveMedia = ({ blob, type, etag }: Served, { headers: asked, method }: Request): Response => {
  const headers = new Headers({
    'Content-Type': type,
    'Content-Security-Policy': inert,
    'Content-Disposition': 'inline',
    'Cache-Control': 'private, no-cache',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  })
  if (hasIt(asked.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  if (method === 'HEAD') {
    headers.set('Content-Length', String(blob.size))
    return new Response(null, { headers })
  }
  const range = parseRange(rangeAsked(asked, etag), blob.size)
  if (range === null) return new Response(blob, { headers })
  if (range === 'unsatisfiable') return unsatisfiable(headers, blob.size)
  headers.set('Content-Range', `bytes ${range.start}-${range.end - 1}/${blob.size}`)
  return new Response(blob.slice(range.start, range.end), { status: 206, headers })
}

/** Of another version than it has, a browser wants all. There is no date that could be compared. */
const rangeAsked = (asked: Headers, etag: string): string | null => {
  const version = asked.get('if-range')
  return version === null || version.trim() === etag ? asked.get('range') : null
}

const unsatisfiable = (headers: Headers, size: number): Response => {
  headers.delete('Content-Type')
  headers.set('Content-Range', `bytes */${size}`)
  return new Response(null, { status: 416, headers })
}
