import { el } from './element.ts'

/** A text as nodes: what stands between two stars is bold. */
export const stressed = (text: string): (Node | string)[] =>
  text.split('*').map((part, at) => (at % 2 === 1 ? el('b', {}, part) : part))
