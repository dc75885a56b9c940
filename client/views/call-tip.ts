import { el } from './element.ts'

type Tip = { icon: SVGSVGElement; title: string; body: (Node | string)[]; after?: HTMLElement | null }

/** A small card: one thing to know. */
export const createCallTip = ({ icon, title, body, after = null }: Tip): HTMLElement =>
  el('div', { class: 'call-tip' }, icon, el('p', {}, el('b', {}, title), ' ', ...body), after)
