import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { clientFolder, manifestIn, requireClient } from './client-folder.ts'

/** One file of the built client, as it is served from memory. */
export type ClientFile = {
  type: string
  etag: string
  isImmutable: boolean
  body: Uint8Array<ArrayBuffer>
  br: Uint8Array<ArrayBuffer> | null
  gzip: Uint8Array<ArrayBuffer> | null
}

export type ClientFiles = ReadonlyMap<string, ClientFile>

const manifest = z.object({
  version: z.literal(1),
  files: z.array(
    z.object({
      path: z.string(),
      type: z.string(),
      immutable: z.boolean(),
      etag: z.string(),
      br: z.optional(z.boolean()),
      gzip: z.optional(z.boolean()),
    }),
  ),
})

const pages: Record<string, string> = { '/index.html': '/', '/admin.html': '/admin', '/test.html': '/test' }

/** Reads the whole built client. `values` fill the pages' placeholders; they are escaped here. */
export const loadClientFiles = (values: Record<string, string>, dir = clientFolder()): ClientFiles => {
  requireClient(dir)
  const files = new Map<string, ClientFile>()
  for (const { path, type, immutable, etag, br, gzip } of manifest.parse(
    JSON.parse(readFileSync(manifestIn(dir), 'utf8')),
  ).files) {
    const read = (suffix = ''): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(dir, path + suffix)))
    const page = pages[path]
    files.set(
      page ?? path,
      page === undefined
        ? {
            type,
            etag,
            isImmutable: immutable,
            body: read(),
            br: br ? read('.br') : null,
            gzip: gzip ? read('.gz') : null,
          }
        : fillPage(read(), type, values),
    )
  }
  return files
}

const fillPage = (source: Uint8Array, type: string, values: Record<string, string>): ClientFile => {
  const filled = new TextDecoder()
    .decode(source)
    .replace(/%([A-Z_]+)%/g, (placeholder, name: string) =>
      name in values ? Bun.escapeHTML(values[name] ?? '') : placeholder,
    )
  const body = new TextEncoder().encode(filled)
  let br: Uint8Array<ArrayBuffer> | null = null
  let gzip: Uint8Array<ArrayBuffer> | null = null
  return {
    type,
    etag: `"${new Bun.CryptoHasher('sha256').update(body).digest('base64url')}"`,
    isImmutable: false,
    body,
    // Only once somebody asks: loading zlib would be a tenth of the whole start.
    get br() {
      br ??= compressByBrotli(body)
      return br
    },
    get gzip() {
      gzip ??= Bun.gzipSync(body)
      return gzip
    },
  }
}

const compressByBrotli = (body: Uint8Array): Uint8Array<ArrayBuffer> => {
  const { brotliCompressSync, constants } = process.getBuiltinModule('node:zlib')
  return new Uint8Array(brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }))
}
