/** Offsets of bytes; `end` is the one after the last. */
export type ByteRange = { start: number; end: number }

/**
 * What `Range` asks of so many bytes (RFC 9110 section 14.2): one range, `unsatisfiable` where none of it is there, or
 * null for all of them, as for several ranges and for what is no range.
 */
export const parseRange = (header: string | null, size: number): ByteRange | 'unsatisfiable' | null => {
  const [, first, last] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || first + last === '') return null
  if (first === '') return within(Math.max(0, size - Number(last)), size, size)
  if (last !== '' && Number(last) < Number(first)) return null
  return within(Number(first), last === '' ? size : Math.min(size, Number(last) + 1), size)
}

const within = (start: number, end: number, size: number): ByteRange | 'unsatisfiable' =>
  start < size ? { start, end } : 'unsatisfiable'
