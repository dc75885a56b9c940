import { encode } from 'uqr'
import { drawing } from './icon.ts'

const quiet = 2

/** A QR code as one path; error correction M, as a camera a hand's breadth away needs. */
export const createQr = (text: string, label: string): SVGSVGElement => {
  const { data, size } = encode(text, { ecc: 'M', border: quiet })
  const modules = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  const svg = drawing(size, size, [{ d: modules.join(''), fill: '#0F172A' }])
  svg.removeAttribute('aria-hidden')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', label)
  svg.setAttribute('class', 'qr-code')
  svg.setAttribute('shape-rendering', 'crispEdges')
  return svg
}
