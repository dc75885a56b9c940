import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { assetTypes } from '#server/http/asset-types'

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

type Kind = {
  immutable: boolean
  /** It has placeholders that the server fills when it starts, so compressing it here would be in vain. */
  filled?: boolean
}

/** Refuses a kind of file whose media type it does not know. */
export const draft = (path: string, bytes: Uint8Array, { immutable, filled = false }: Kind): Draft => {
  const type = assetTypes[extname(path)]
  if (!type) throw new Error(`No media type is known for ${path}`)
  const listed = { path, type, immutable, etag: strongEtag(bytes) }
  return compressed.has(extname(path)) && !filled ? withSiblings(listed, bytes) : { listed, bytes }
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
