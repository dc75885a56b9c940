import type { ClientFile } from './client-files.ts'

type Encoding = 'br' | 'gzip'

/** Answers a GET or HEAD of a built file: from memory, compressed as the browser likes, 304 where it has it already. */
export const serveFile = (file: ClientFile, request: { headers: Headers; method: string }): Response => {
  const encoding = chooseEncoding(request.headers.get('accept-encoding'), file)
  const etag = encoding ? `${file.etag.slice(0, -1)}-${encoding}"` : file.etag
  const headers = new Headers({
    'Content-Type': file.type,
    'Cache-Control': cacheRuleOf(file),
    ETag: etag,
    Vary: 'Accept-Encoding',
  })
  if (hasIt(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  if (encoding) headers.set('Content-Encoding', encoding)
  const body = (encoding && file[encoding]) || file.body
  headers.set('Content-Length', String(body.byteLength))
  return new Response(request.method === 'HEAD' ? null : body, { headers })
}

const cacheRuleOf = ({ isImmutable, keptForS }: ClientFile): string => {
  if (isImmutable) return 'public, max-age=31536000, immutable'
  return keptForS === undefined ? 'no-cache' : `public, max-age=${keptForS}`
}

const chooseEncoding = (accepted: string | null, file: ClientFile): Encoding | null => {
  if (accepted === null) return null
  const offers = new Map(accepted.split(',').map(parseOffer))
  const wants = (encoding: Encoding): boolean => (offers.get(encoding) ?? offers.get('*') ?? 0) > 0
  if (file.br && wants('br')) return 'br'
  return file.gzip && wants('gzip') ? 'gzip' : null
}

const parseOffer = (offer: string): [string, number] => {
  const [name = '', ...parameters] = offer.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  return [name, quality === undefined ? 1 : Number(quality.slice(2)) || 0]
}

export const hasIt = (ifNoneMatch: string | null, etag: string): boolean =>
  ifNoneMatch !== null &&
  (ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
