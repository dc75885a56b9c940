export type Link = { href: string; text: string }

// A link ends at a space, a bracket that cannot be in one, a quote, or a character that draws nothing or turns the
// direction of writing (it could dress one address up as another).
const candidate = /(?<![\p{L}\p{N}_])(?:https?:\/\/|mailto:|tel:)[^\s<>"“”«»`\p{Cc}\p{Cf}]+/giu
const closing = ".,;:!?'’…"
const telephone = /^tel:\+?[\d().-]*\d[\d().-]*$/i
const mailbox = /^mailto:[^\s@]+@[^\s@]+$/i

const count = (text: string, sign: string): number => text.split(sign).length - 1

// A closing bracket belongs to the address as long as it was opened inside.
const withoutTrailing = (text: string): string => {
  const spare = new Map(
    ['()', '[]', '{}'].map(([open = '', close = '']) => [close, count(text, close) - count(text, open)]),
  )
  let end = text.length
  for (; end > 0; end--) {
    const last = text.charAt(end - 1)
    const unpaired = spare.get(last) ?? 0
    if (unpaired > 0) spare.set(last, unpaired - 1)
    else if (!closing.includes(last)) break
  }
  return text.slice(0, end)
}

const parse = (text: string): URL | null => {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

const webAddress = (text: string): string | null => {
  const url = parse(text)
  if (url === null || url.hostname === '' || url.username !== '' || url.password !== '') return null
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}

const addressOf = (text: string): string | null => {
  if (/^tel:/i.test(text)) return telephone.test(text) ? text : null
  if (/^mailto:/i.test(text)) return mailbox.test(text) ? text : null
  return webAddress(text)
}

/**
 * Cuts a text into plain pieces and links (http, https, mailto, tel; nothing else). The pieces joined are the text.
 * An address that carries a name or password before its host stays plain: `https://bank.com@evil.example`.
 */
export const linkify = (text: string): (string | Link)[] => {
  const pieces: (string | Link)[] = []
  let from = 0
  for (const match of text.matchAll(candidate)) {
    const shown = withoutTrailing(match[0])
    const href = addressOf(shown)
    if (href === null) continue
    if (match.index > from) pieces.push(text.slice(from, match.index))
    pieces.push({ href, text: shown })
    from = match.index + shown.length
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces
}
