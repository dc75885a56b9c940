import { highlight, type Piece } from '#client/state/highlight'
import { el } from './element.ts'
import { type Link, linkify } from './linkify.ts'
import { nodeOf } from './marked.ts'

const safely = { target: '_blank', rel: 'noopener noreferrer nofollow ugc' }

/** The part of the pieces from one place of the text to another. */
const between = (pieces: readonly Piece[], from: number, to: number): Piece[] => {
  let at = 0
  return pieces.flatMap(({ text, isHit }) => {
    const start = at
    at += text.length
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start))
    return part === '' ? [] : [{ text: part, isHit }]
  })
}

/** A message's text: links are links, and what is searched for is lit, in them too. The nodes joined are the text. */
export const textNodes = (text: string, words: readonly string[]): Node[] => {
  const lit = words.length === 0 ? [{ text, isHit: false }] : highlight(text, words, 'word-start')
  let at = 0
  return linkify(text).flatMap((piece: string | Link) => {
    const from = at
    at += typeof piece === 'string' ? piece.length : piece.text.length
    const nodes = between(lit, from, at).map(nodeOf)
    return typeof piece === 'string' ? nodes : [el('a', { href: piece.href, ...safely }, ...nodes)]
  })
}
