import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** One line of manifest.json. `path` is the URL path; the siblings are `path + '.br'` and `path + '.gz'`. */
export type BuiltFile = {
  path: string
  type: string
  /** The name carries a hash of the content, so it may be cached for good. */
  immutable: boolean
  /** Strong, of the uncompressed bytes, quotes included. */
  etag: string
  br?: true
  gzip?: true
}

/** One file of the tree on its way to the disk, with its compressed siblings where they are smaller. */
export type Draft = { listed: BuiltFile; bytes: Uint8Array; br?: Uint8Array; gzip?: Uint8Array }

const typeOf: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

// Pages have placeholders that the server fills when it starts, so compressing them here would be in vain.
const compressed = new Set(['.css', '.ico', '.js', '.json', '.svg', '.txt', '.webmanifest'])

export const brotli = (bytes: Uint8Array): Uint8Array =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
    },
  })

const strongEtag = (bytes: Uint8Array): string =>
  `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`

/** Refuses a kind of file whose media type it does not know. */
export const draft = (path: string, bytes: Uint8Array, { immutable }: { immutable: boolean }): Draft => {
  const type = typeOf[extname(path)]
  if (!type) throw new Error(`No media type is known for ${path}`)
  const listed = { path, type, immutable, etag: strongEtag(bytes) }
  return compressed.has(extname(path)) ? withSiblings(listed, bytes) : { listed, bytes }
}

const withSiblings = (listed: BuiltFile, bytes: Uint8Array): Draft => {
  const smaller = (made: Uint8Array) => (made.byteLength < bytes.byteLength ? made : undefined)
  const br = smaller(brotli(bytes))
  const gzip = smaller(gzipSync(bytes, { level: 9 }))
  return {
    listed: { ...listed, ...(br && { br: true }), ...(gzip && { gzip: true }) },
    bytes,
    ...(br && { br }),
    ...(gzip && { gzip }),
  }
}
