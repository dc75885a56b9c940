import { setAttribute } from './element.ts'
import { drawing } from './icon.ts'

const receiver =
  'M8.4 6.2 6.3 6a2 2 0 0 0-2.2 1.9C3.6 15.6 8.4 20.4 16.1 21.9a2 2 0 0 0 1.9-2.2l-.2-2.1a2 2 0 0 0-1.5-1.7l-2.1-.5a2 2 0 0 0-1.9.55l-.7.7A12 12 0 0 1 8.85 12.4l.7-.7a2 2 0 0 0 .55-1.9l-.5-2.1A2 2 0 0 0 8.4 6.2Z'

// Drawn as those of icon.ts; they come with the code that needs them.
const shapes = {
  call: 'M8.4 4.2 6.3 4a2 2 0 0 0-2.2 1.9C3.6 13.6 10.4 20.4 18.1 19.9a2 2 0 0 0 1.9-2.2l-.2-2.1a2 2 0 0 0-1.5-1.7l-2.1-.5a2 2 0 0 0-1.9.55l-.7.7a12 12 0 0 1-4.25-4.25l.7-.7a2 2 0 0 0 .55-1.9l-.5-2.1A2 2 0 0 0 8.4 4.2Z',
  missed: `${receiver}M15 3l5 5M20 3l-5 5`,
  outgoing: `${receiver}M15 8l5.5-5.5M16 2.5h4.5V7`,
  micOn: 'M12 2.5a3 3 0 0 1 3 3V11a3 3 0 0 1-6 0V5.5a3 3 0 0 1 3-3ZM5 11.5a7 7 0 0 0 14 0M12 18.5v3',
  micOff:
    'M9 9v2a3 3 0 0 0 4.5 2.6M15 10.5v-5a3 3 0 0 0-5.7-1.3M5 11.5a7 7 0 0 0 11 5.7M19 11.5c0 .9-.15 1.7-.45 2.5M12 18.5v3M3 3l18 18',
  video: 'M5.5 6h7a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3ZM15.5 10.5l6-3.5v10l-6-3.5',
  videoOff:
    'M10.5 6h2a3 3 0 0 1 3 3v1.5l6-3.5v10l-3-1.75M15.5 15.5a3 3 0 0 1-3 2.5h-7a3 3 0 0 1-3-3V9a3 3 0 0 1 1.8-2.75M3 3l18 18',
  flip: 'M4 8.5h12.5L13 5M20 15.5H7.5L11 19',
  chat: 'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v8a2.5 2.5 0 0 1-2.5 2.5H10l-4.2 3.3a.5.5 0 0 1-.8-.4V17a1 1 0 0 1-1-1ZM8.5 9h7M8.5 12.5H13',
} as const

export type CallIconName = keyof typeof shapes

/** `size` is a class of styles/icons.css: sm 18, md 20, none 24, xl 36. */
export const callIcon = (name: CallIconName, size = ''): SVGSVGElement => {
  const svg = drawing(24, 24, [{ d: shapes[name] }])
  svg.setAttribute('class', `i ${size}`.trim())
  return svg
}

/** The receiver put down. */
export const hangUpIcon = (size = ''): SVGSVGElement => {
  const svg = callIcon('call', size)
  svg.firstElementChild?.setAttribute('transform', 'rotate(135 12 12)')
  return svg
}

/** Changes the drawing in place. */
export const redrawCallIcon = (svg: SVGSVGElement, name: CallIconName): void => {
  if (svg.firstElementChild) setAttribute(svg.firstElementChild, 'd', shapes[name])
}
