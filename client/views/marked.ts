import type { Piece } from '#client/state/highlight'
import { el } from './element.ts'

const shown = new WeakMap<HTMLElement, string>()

export const nodeOf = ({ text, isHit }: Piece): Node => (isHit ? el('mark', {}, text) : document.createTextNode(text))

/** Writes a text with its hits lit, and only what differs from what stands there. */
export const setMarked = (element: HTMLElement, pieces: readonly Piece[]): void => {
  const key = JSON.stringify(pieces)
  if (shown.get(element) === key) return
  shown.set(element, key)
  element.replaceChildren(...pieces.map(nodeOf))
}
