import { drawing } from './icon.ts'

// Drawn as those of icon.ts; they come with the code that needs them.
const shapes = {
  plus: 'M12 5v14M5 12h14',
  right: 'm9.5 5 7 7-7 7',
} as const

export const pictureIcon = (name: keyof typeof shapes): SVGSVGElement => {
  const svg = drawing(24, 24, [{ d: shapes[name] }])
  svg.setAttribute('class', `i ${name}`)
  return svg
}
