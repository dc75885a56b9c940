import type { Entry } from '#client/state/types'
import { el, setAttribute } from './element.ts'
import type { MediumDrawing } from './medium-drawing.ts'

/** Beyond these sides a picture is shown in part: all of it is seen large. */
const ratios = { least: 0.66, most: 2, unknown: 4 / 3 }

const ratioOf = ({ width, height }: NonNullable<Entry['medium']>): number =>
  width && height ? Math.min(ratios.most, Math.max(ratios.least, width / height)) : ratios.unknown

/** Where a picture or voice note stands in its bubble: as large as it will be, whatever has come of it. */
export const createMediumPlace = (drawing: MediumDrawing | undefined) => {
  const element = el('div')
  return {
    element,
    update(entry: Entry): void {
      const { medium } = entry
      if (!medium) return
      const isPicture = medium.kind === 'image'
      setAttribute(element, 'class', isPicture ? 'picture' : 'voice-note')
      if (isPicture) element.style.aspectRatio = ratioOf(medium).toFixed(3)
      drawing?.show(element, entry)
    },
  }
}
