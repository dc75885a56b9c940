const svgNamespace = 'http://www.w3.org/2000/svg'

// On a grid of 24; drawn as strokes, see .i in styles/icons.css.
const shapes = {
  alert: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7.5v5M12 16.3v.01',
  archive:
    'M4.5 4h15A1.5 1.5 0 0 1 21 5.5v2A1.5 1.5 0 0 1 19.5 9h-15A1.5 1.5 0 0 1 3 7.5v-2A1.5 1.5 0 0 1 4.5 4ZM5 9v9a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9M10 13h4',
  ban: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM5.7 5.7l12.6 12.6',
  bell: 'M6 10a6 6 0 0 1 12 0c0 4.5 2 6 2 6H4s2-1.5 2-6ZM10 19.5a2.2 2.2 0 0 0 4 0',
  bellOff:
    'M8.5 5.1A6 6 0 0 1 18 10c0 1.7.3 3 .7 4M16 16H4s2-1.5 2-6c0-.6.1-1.2.25-1.75M10 19.5a2.2 2.2 0 0 0 4 0M3 3l18 18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  checks: 'm2.5 12.8 4.2 4.2 8.8-9M11.5 15.8l1.2 1.2 8.8-9',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2',
  code: 'M15 4.5a4.5 4.5 0 1 1-4.2 6.1L3.5 17.9v2.6h3.2v-2.2h2.2v-2.2h2.2l1.6-1.7M15.8 8.2v.01',
  copy: 'M11 8.5h7a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 8.5 18v-7A2.5 2.5 0 0 1 11 8.5ZM15.5 8.5V6A2.5 2.5 0 0 0 13 3.5H6A2.5 2.5 0 0 0 3.5 6v7A2.5 2.5 0 0 0 6 15.5h2.5',
  desktop:
    'M5.5 4h13A2.5 2.5 0 0 1 21 6.5V14a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 14V6.5A2.5 2.5 0 0 1 5.5 4ZM12 16.5V20M8 20h8',
  device: 'M9.5 2.5h5a3 3 0 0 1 3 3v13a3 3 0 0 1-3 3h-5a3 3 0 0 1-3-3v-13a3 3 0 0 1 3-3ZM11 18.5h2',
  down: 'm5 9 7 7 7-7',
  download: 'M12 4v11M7 10.5l5 5 5-5M4.5 20h15',
  edit: 'M4.5 19.5l.9-4L16 4.9a2 2 0 0 1 2.8 0l.3.3a2 2 0 0 1 0 2.8L8.5 18.6ZM14.3 6.6l3.1 3.1',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9Z',
  image:
    'M6.5 4h11A3.5 3.5 0 0 1 21 7.5v9a3.5 3.5 0 0 1-3.5 3.5h-11A3.5 3.5 0 0 1 3 16.5v-9A3.5 3.5 0 0 1 6.5 4ZM8.7 7.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4ZM4 17.5l4.8-4.3a2 2 0 0 1 2.7 0l2 1.9 1.7-1.5a2 2 0 0 1 2.6 0l2.9 2.6',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5.5M12 7.7v.01',
  keyboard:
    'M5.5 6h13a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-13a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3ZM6.5 10v.01M10 10v.01M13.5 10v.01M17 10v.01M8 14h8',
  left: 'm14.5 5-7 7 7 7',
  lock: 'M7.5 11h9A2.5 2.5 0 0 1 19 13.5V18a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 5 18v-4.5A2.5 2.5 0 0 1 7.5 11ZM8 11V8a4 4 0 0 1 8 0v3',
  logout: 'M14 4H7a2.5 2.5 0 0 0-2.5 2.5v11A2.5 2.5 0 0 0 7 20h7M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5',
  mic: 'M12 2.5a3 3 0 0 1 3 3V11a3 3 0 0 1-6 0V5.5a3 3 0 0 1 3-3ZM5 11.5a7 7 0 0 0 14 0M12 18.5v3',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  off: 'M8.8 12.3a6.5 6.5 0 0 1 2.5-1.2M5 9a11.5 11.5 0 0 1 3.3-2.1M12.5 5.5A11.5 11.5 0 0 1 19 9M15.5 12.6c.3.2.6.4.9.7M12 16.5v.01M3 3l18 18',
  phone:
    'M8.4 4.2 6.3 4a2 2 0 0 0-2.2 1.9C3.6 13.6 10.4 20.4 18.1 19.9a2 2 0 0 0 1.9-2.2l-.2-2.1a2 2 0 0 0-1.5-1.7l-2.1-.5a2 2 0 0 0-1.9.55l-.7.7a12 12 0 0 1-4.25-4.25l.7-.7a2 2 0 0 0 .55-1.9l-.5-2.1A2 2 0 0 0 8.4 4.2Z',
  plusBox: 'M7.5 3.5h9a4 4 0 0 1 4 4v9a4 4 0 0 1-4 4h-9a4 4 0 0 1-4-4v-9a4 4 0 0 1 4-4ZM12 8v8M8 12h8',
  qr: 'M5 3.5h3.5A1.5 1.5 0 0 1 10 5v3.5A1.5 1.5 0 0 1 8.5 10H5a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 5 3.5ZM15.5 3.5H19A1.5 1.5 0 0 1 20.5 5v3.5A1.5 1.5 0 0 1 19 10h-3.5A1.5 1.5 0 0 1 14 8.5V5a1.5 1.5 0 0 1 1.5-1.5ZM5 14h3.5a1.5 1.5 0 0 1 1.5 1.5V19a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 19v-3.5A1.5 1.5 0 0 1 5 14ZM14 14h2.5v2.5M20.5 14v.01M14 20.5v-.01M17.5 20.5h3v-3',
  refresh: 'M4 12a8 8 0 0 1 13.7-5.6L20 8.7M20 4v4.7h-4.7M20 12a8 8 0 0 1-13.7 5.6L4 15.3M4 20v-4.7h4.7',
  reply: 'M9.5 5.5 4 11l5.5 5.5M4 11h9a7 7 0 0 1 7 7v1',
  search: 'M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM16 16l4.5 4.5',
  select: 'M7.5 3.5h9a4 4 0 0 1 4 4v9a4 4 0 0 1-4 4h-9a4 4 0 0 1-4-4v-9a4 4 0 0 1 4-4ZM8 12.2l3 3 5-5.5',
  send: 'M20.5 3.5 3.5 10.2l6.7 3.6 3.6 6.7ZM20.5 3.5 10.2 13.8',
  share: 'M12 15V3.5M8 7l4-4 4 4M7.5 11H6a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-6a2 2 0 0 0-2-2h-1.5',
  shield: 'M12 3 4.5 6v5.5c0 4.5 3.2 8 7.5 9.5 4.3-1.5 7.5-5 7.5-9.5V6ZM8.8 12l2.3 2.3 4.2-4.5',
  smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8.5 14.2a4.3 4.3 0 0 0 7 0M9 9.5v.01M15 9.5v.01',
  speaker: 'M3.5 9.5v5H7l5 4.5V5L7 9.5ZM15.5 9a4.3 4.3 0 0 1 0 6M18.3 6a8.5 8.5 0 0 1 0 12',
  trash:
    'M4 6.5h16M9.5 6.5V5a1.5 1.5 0 0 1 1.5-1.5h2A1.5 1.5 0 0 1 14.5 5v1.5M6 6.5l.8 12a2 2 0 0 0 2 2h6.4a2 2 0 0 0 2-2l.8-12M10 11v5.5M14 11v5.5',
  unarchive:
    'M4.5 4h15A1.5 1.5 0 0 1 21 5.5v2A1.5 1.5 0 0 1 19.5 9h-15A1.5 1.5 0 0 1 3 7.5v-2A1.5 1.5 0 0 1 4.5 4ZM5 9v9a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9M12 17.3v-5M9.7 14.4l2.3-2.3 2.3 2.3',
  undo: 'M8 5 3.5 9.5 8 14M3.5 9.5H14a6 6 0 0 1 0 12h-3',
  up: 'm5 15 7-7 7 7',
  x: 'm6 6 12 12M18 6 6 18',
} as const

export type IconName = keyof typeof shapes

type Stroke = { d: string; stroke?: string; width?: number; fill?: string }

/** A picture of paths in a box of the given size; it says nothing to a screen reader. */
export const drawing = (width: number, height: number, strokes: readonly Stroke[]): SVGSVGElement => {
  const svg = document.createElementNS(svgNamespace, 'svg')
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  svg.setAttribute('aria-hidden', 'true')
  for (const { d, stroke, width, fill } of strokes) {
    const path = document.createElementNS(svgNamespace, 'path')
    path.setAttribute('d', d)
    if (stroke) path.setAttribute('stroke', stroke)
    if (width) path.setAttribute('stroke-width', String(width))
    if (fill) path.setAttribute('fill', fill)
    svg.append(path)
  }
  return svg
}

const drawn = new Map<string, SVGSVGElement>()

const drawIcon = (name: IconName, size: string): SVGSVGElement => {
  const svg = drawing(24, 24, [{ d: shapes[name] }])
  svg.setAttribute('class', `i ${name} ${size}`.trim())
  return svg
}

/** `size` is a class of styles/icons.css: xs 14, sm 18, md 20, none 24, xl 36. */
export const icon = (name: IconName, size = ''): SVGSVGElement => {
  const key = `${name} ${size}`
  const first = drawn.get(key) ?? drawIcon(name, size)
  drawn.set(key, first)
  // Each message has some, and a copy is made faster than a new one.
  return first.cloneNode(true) as SVGSVGElement
}

/** Changes the drawing in place: a live region announces new nodes, not a new path. */
export const redraw = (svg: SVGSVGElement, name: IconName): void => {
  svg.firstElementChild?.setAttribute('d', shapes[name])
}
