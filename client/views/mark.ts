import { el } from './element.ts'
import { drawing } from './icon.ts'

/** The product's mark; its tile is drawn by the style. */
export const mark = (): HTMLElement => {
  const picture = drawing(72, 72, [
    {
      d: 'M36 15c13 0 22.5 8.3 22.5 19.2S49 53.4 36 53.4c-2.3 0-4.5-.25-6.6-.75-2.7 2.3-6.9 4.2-11.3 4.35-.9.03-1.3-1-.7-1.65 1.5-1.7 2.6-4 2.9-6.35C16 45.5 13.5 40.2 13.5 34.2 13.5 23.3 23 15 36 15Z',
      fill: '#fff',
    },
    { d: 'M25 31.5v5.6', stroke: '#0EA5E9' },
    { d: 'M32.4 26.5v15.6', stroke: '#0B93C9' },
    { d: 'M39.8 29.5v9.6', stroke: '#0CA58D' },
    { d: 'M47.2 31.5v5.6', stroke: '#10B981' },
  ])
  return el('span', { class: 'mark' }, picture)
}
