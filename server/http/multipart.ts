/** One field of a form; its bytes lie in the body itself. */
export type FormPart = { name: string; isFile: boolean; bytes: Uint8Array }

const mostParts = 16
const mostHeaderBytes = 8 * 1024
const lineEnd = '\r\n'

/** The boundary that a `Content-Type` of `multipart/form-data` names, null where it names none that RFC 2046 allows. */
export const boundaryOf = (contentType: string): string | null => {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain ?? ''
  return /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary) ? boundary : null
}

/**
 * The fields of a form (RFC 7578), their bytes not copied. Null where it is broken, or ends before its last boundary, or
 * has more than 16 parts. Written by hand: what the platform has copies each file twice.
 */
export const parseMultipart = (body: Uint8Array, boundary: string): FormPart[] | null => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const delimiter = `${lineEnd}--${boundary}`
  const parts: FormPart[] = []
  let at = startOf(bytes, delimiter)
  while (at !== null && parts.length <= mostParts) {
    if (bytes.subarray(at, at + 2).equals(Buffer.from('--'))) return parts
    const part = readPart(bytes, at, delimiter)
    if (!part) return null
    parts.push(part.value)
    at = part.next
  }
  return null
}

/** Where the first delimiter ends: it stands at the very beginning, or after a preamble that nobody reads. */
const startOf = (bytes: Buffer, delimiter: string): number | null => {
  const opening = delimiter.slice(lineEnd.length)
  if (bytes.subarray(0, opening.length).toString('latin1') === opening) return opening.length
  const found = bytes.indexOf(delimiter, 0, 'latin1')
  return found < 0 ? null : found + delimiter.length
}

const readPart = (bytes: Buffer, at: number, delimiter: string): { value: FormPart; next: number } | null => {
  const headers = bytes.subarray(at, at + mostHeaderBytes)
  const headersEnd = headers.indexOf(lineEnd + lineEnd, 0, 'latin1')
  if (headersEnd < 0) return null
  const field = fieldOf(headers.toString('utf8', 0, headersEnd))
  // The line end before the delimiter belongs to it, and may be that which ends the headers.
  const end = bytes.indexOf(delimiter, at + headersEnd + lineEnd.length, 'latin1')
  if (!field || end < 0) return null
  const start = at + headersEnd + 2 * lineEnd.length
  return { value: { ...field, bytes: bytes.subarray(start, Math.max(start, end)) }, next: end + delimiter.length }
}

/** A file is what has a file name; what that name is nobody needs to know. */
const fieldOf = (headers: string): { name: string; isFile: boolean } | null => {
  const [padding = '', ...lines] = headers.split(lineEnd)
  const disposition = lines.find((line) => /^content-disposition\s*:\s*form-data\s*;/i.test(line)) ?? ''
  const [, quoted, plain] = /;\s*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(disposition) ?? []
  const name = quoted ?? plain
  if (/[^ \t]/.test(padding) || name === undefined) return null
  return { name, isFile: /;\s*filename\*?=/i.test(disposition) }
}
