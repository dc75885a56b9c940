import { el } from './element.ts'
import { drawing } from './icon.ts'

const art = (...strokes: Parameters<typeof drawing>[2]): SVGSVGElement => {
  const picture = drawing(132, 104, strokes)
  picture.setAttribute('class', 'art')
  return picture
}

/** Sound that spreads: nothing has been said yet. */
export const waves = (): SVGSVGElement =>
  art(
    { d: 'M16 74c0-30 22-52 50-52s50 22 50 52', stroke: 'var(--line-2)', width: 1.5 },
    { d: 'M30 76c0-22 16-38 36-38s36 16 36 38', stroke: 'var(--sky-line)', width: 2 },
    { d: 'M44 78c0-14 10-24 22-24s22 10 22 24', stroke: 'var(--sky)', width: 2.5 },
    { d: 'M58 72v12M66 67v22M74 71v14', stroke: 'var(--green)', width: 3.5 },
  )

/** A list with its work done. */
export const doneList = (): SVGSVGElement =>
  art(
    {
      d: 'M30 22h72a10 10 0 0 1 10 10v4a10 10 0 0 1-10 10H30a10 10 0 0 1-10-10v-4a10 10 0 0 1 10-10Z',
      stroke: 'var(--line-2)',
      width: 1.5,
    },
    {
      d: 'M30 56h72a10 10 0 0 1 10 10v4a10 10 0 0 1-10 10H30a10 10 0 0 1-10-10v-4a10 10 0 0 1 10-10Z',
      stroke: 'var(--line)',
      width: 1.5,
    },
    { d: 'M34 34h.01M46 34h34', stroke: 'var(--line-2)', width: 5 },
    { d: 'M34 68h.01M46 68h46', stroke: 'var(--line)', width: 5 },
    { d: 'm97 30 4 4 8-9', stroke: 'var(--green)', width: 3 },
  )

/** Looked through, and not there. */
export const magnifier = (): SVGSVGElement =>
  art(
    { d: 'M18 82h96', stroke: 'var(--line-2)', width: 1.5 },
    {
      d: 'M44 24h44a14 14 0 0 1 14 14v16a14 14 0 0 1-14 14H44a14 14 0 0 1-14-14V38a14 14 0 0 1 14-14Z',
      stroke: 'var(--line-2)',
      width: 1.5,
      fill: 'var(--surface)',
    },
    { d: 'M44 40h40M44 52h24', stroke: 'var(--line)', width: 4 },
    { d: 'M88 47a15 15 0 1 1 0 30 15 15 0 0 1 0-30Z', stroke: 'var(--sky)', width: 2.5, fill: 'var(--sky-soft)' },
    { d: 'm99 73 10 10', stroke: 'var(--sky)', width: 4 },
  )

/** A picture, what is the case, and what happens next; an empty body is left out. */
export const createEmpty = (picture: SVGSVGElement, title: string, body: string): HTMLElement =>
  el('div', { class: 'empty' }, picture, el('h2', {}, title), body === '' ? null : el('p', {}, body))
