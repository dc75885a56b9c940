import { setAttribute } from './element.ts'
import { drawing } from './icon.ts'

// Drawn as those of icon.ts; they come with the code that needs them.
const shapes = {
  play: 'M8 5.3v13.4a.9.9 0 0 0 1.4.75l10-6.7a.9.9 0 0 0 0-1.5l-10-6.7A.9.9 0 0 0 8 5.3Z',
  pause: 'M8.5 6v12M15.5 6v12',
  stop: 'M9 6.5h6A2.5 2.5 0 0 1 17.5 9v6a2.5 2.5 0 0 1-2.5 2.5H9A2.5 2.5 0 0 1 6.5 15V9A2.5 2.5 0 0 1 9 6.5Z',
  micOff:
    'M9 9v2a3 3 0 0 0 4.5 2.6M15 10.5v-5a3 3 0 0 0-5.7-1.3M5 11.5a7 7 0 0 0 11 5.7M19 11.5c0 .9-.15 1.7-.45 2.5M12 18.5v3M3 3l18 18',
} as const

/** How each is painted, see styles/voice.css. */
const paints = { play: 'solid', pause: 'thick', stop: 'solid', micOff: '' } as const

export type VoiceIconName = keyof typeof shapes

const classOf = (name: VoiceIconName): string => `i ${paints[name]}`.trim()

export const voiceIcon = (name: VoiceIconName): SVGSVGElement => {
  const svg = drawing(24, 24, [{ d: shapes[name] }])
  svg.setAttribute('class', classOf(name))
  return svg
}

/** Changes the drawing in place. */
export const redrawVoiceIcon = (svg: SVGSVGElement, name: VoiceIconName): void => {
  setAttribute(svg, 'class', classOf(name))
  if (svg.firstElementChild) setAttribute(svg.firstElementChild, 'd', shapes[name])
}
