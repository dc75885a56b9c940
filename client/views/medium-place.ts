import type { Texts } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import { el, setAttribute } from './element.ts'
import type { MediumDrawing } from './medium-drawing.ts'
import { wordsOf } from './message-words.ts'

/** Beyond these sides a picture is shown in part: all of it is seen large. */
const ratios = { least: 0.66, most: 2, unknown: 4 / 3 }

const classes = { image: 'picture', audio: 'voice-note' } as const

const ratioOf = ({ width, height }: NonNullable<Entry['medium']>): number =>
  width && height ? Math.min(ratios.most, Math.max(ratios.least, width / height)) : ratios.unknown

/** Where a picture, voice note or call stands in its bubble: as large as it will be, whatever has come of it. */
export const createMediumPlace = (t: Texts, drawing: MediumDrawing | undefined) => {
  const element = el('div')
  return {
    element,
    update(entry: Entry): void {
      const { medium } = entry
      setAttribute(element, 'class', medium ? classes[medium.kind] : 'call-place')
      if (medium?.kind === 'image') element.style.aspectRatio = ratioOf(medium).toFixed(3)
      // Of a call there is something to say before it is drawn.
      if (entry.call && !element.hasChildNodes()) element.append(wordsOf(entry, t))
      drawing?.show(element, entry)
    },
  }
}
