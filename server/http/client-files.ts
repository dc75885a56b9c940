import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { clientFolder, manifestIn, requireClient } from './client-folder.ts'

/** One file of the built client, as it is served from memory. */
export type ClientFile = {
  type: string
  etag: string
  isImmutable: boolean
  /** For how long a browser need not ask again, s; without it, and where nothing else is said, it asks each time. */
  keptForS?: number
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
type Listed = z.infer<typeof manifest>['files'][number]

const pages: Record<string, string> = { '/index.html': '/', '/admin.html': '/admin', '/test.html': '/test' }

/** The service workers, and the page that each keeps. */
const workers: Record<string, string> = { '/sw.js': '/', '/admin-sw.js': '/admin' }
const farewell = '/farewell-sw.js'

type Options = {
  /** What else the browser keeps with a page and goes by: the headers that come with it. */
  rules?: string
  /** False where the worker that takes the others away is served in their place. */
  serviceWorker?: boolean
  /** A file that was built is not there any more: all else is served, and that one is not found. */
  onMissing?: (path: string) => void
  dir?: string
}

/** Reads the whole built client. `values` fill the pages' placeholders; they are escaped here. */
export const loadClientFiles = (
  values: Record<string, string>,
  { rules = '', serviceWorker = true, onMissing = () => undefined, dir = clientFolder() }: Options = {},
): ClientFiles => {
  requireClient(dir)
  const { files: listed } = manifest.parse(JSON.parse(readFileSync(manifestIn(dir), 'utf8')))
  const read = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(dir, path)))
  const files = new Map<string, ClientFile>()
  for (const file of listed.filter(({ path }) => path !== farewell && !(path in workers))) {
    const page = pages[file.path]
    if (page !== undefined) files.set(page, fillPage(read(file.path), file.type, values))
    else if (isThere(dir, file)) files.set(file.path, asListed(file, read))
    else onMissing(file.path)
  }
  for (const { path, type } of listed.filter(({ path }) => path in workers)) {
    const shell = files.get(workers[path] ?? '')?.etag ?? ''
    files.set(path, fillWorker(read(serviceWorker ? path : farewell), type, revisionOf(shell, rules)))
  }
  return files
}

const isThere = (dir: string, { path, br, gzip }: Listed): boolean =>
  [path, ...(br ? [`${path}.br`] : []), ...(gzip ? [`${path}.gz`] : [])].every((name) => existsSync(join(dir, name)))

// A notification must not wait for the network before it shows; their names stay the same, whatever they show.
const noticePictures = '/icons/'
const dayS = 24 * 60 * 60

const asListed = (
  { path, type, immutable, etag, br, gzip }: Listed,
  read: (path: string) => Uint8Array<ArrayBuffer>,
): ClientFile => ({
  type,
  etag,
  isImmutable: immutable,
  ...(path.startsWith(noticePictures) && { keptForS: dayS }),
  body: read(path),
  br: br ? read(`${path}.br`) : null,
  gzip: gzip ? read(`${path}.gz`) : null,
})

const fill = (source: Uint8Array, values: Record<string, string>): Uint8Array<ArrayBuffer> => {
  const filled = new TextDecoder()
    .decode(source)
    .replace(/%([A-Z_]+)%/g, (placeholder, name: string) =>
      name in values ? Bun.escapeHTML(values[name] ?? '') : placeholder,
    )
  return new TextEncoder().encode(filled)
}

const hashOf = (content: Uint8Array | string): string =>
  new Bun.CryptoHasher('sha256').update(content).digest('base64url')

/** Another page, or other rules for it, and a browser keeps it anew: the worker's text changes with this. */
const revisionOf = (pageEtag: string, rules: string): string => hashOf(`${pageEtag}\n${rules}`).slice(0, 22)

const fillWorker = (source: Uint8Array, type: string, revision: string): ClientFile =>
  filledFile(fill(source, { SHELL_REVISION: revision }), type)

const fillPage = (source: Uint8Array, type: string, values: Record<string, string>): ClientFile =>
  filledFile(fill(source, values), type)

const filledFile = (body: Uint8Array<ArrayBuffer>, type: string): ClientFile => {
  let br: Uint8Array<ArrayBuffer> | null = null
  let gzip: Uint8Array<ArrayBuffer> | null = null
  return {
    type,
    etag: `"${hashOf(body)}"`,
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
