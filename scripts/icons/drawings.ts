import { readFileSync } from 'node:fs'
import { inRoot } from '#scripts/root'

/** One PNG to be: a square of `size` pixels, drawn from `svg`. */
export type Drawing = { name: string; size: number; svg: string }

const read = (name: string): string => readFileSync(inRoot('client/icons', name), 'utf8')

/**
 * The tile reaches into every corner, for whoever cuts a shape of his own out of it; what is drawn on it lies in the
 * middle four fifths, which every shape leaves (W3C Web Application Manifest, "Icon masks").
 */
const fullBleed = (svg: string): string =>
  svg
    .replace(
      /<rect [^>]*(fill="[^"]+")\/>/,
      '<rect width="72" height="72" $1/><g transform="translate(2.2 2.2) scale(.94)">',
    )
    .replace('</svg>', '</g></svg>')

const iconsOf = (app: string, mark: string): Drawing[] => {
  const [tile, bleeding] = [read(mark), fullBleed(read(mark))]
  return [
    { name: `${app}-192`, size: 192, svg: tile },
    { name: `${app}-512`, size: 512, svg: tile },
    { name: `${app}-maskable-192`, size: 192, svg: bleeding },
    { name: `${app}-maskable-512`, size: 512, svg: bleeding },
    { name: `${app}-apple-180`, size: 180, svg: bleeding },
  ]
}

/** Every icon of both apps, and the badge that stands beside a notification: white alone, its system gives it a colour. */
export const drawings = (): Drawing[] => [
  ...iconsOf('visitor', 'mark.svg'),
  ...iconsOf('admin', 'mark-admin.svg'),
  { name: 'badge-96', size: 96, svg: read('badge.svg') },
]
