import type { PictureTexts } from '#client/i18n/picture-texts'
import { el } from './element.ts'
import { icon } from './icon.ts'

/** Lies over the conversation while files are held over it; what is dropped falls through it. */
export const createDropHint = (p: PictureTexts): HTMLElement =>
  el('div', { class: 'drop-hint', role: 'status' }, el('p', {}, icon('image', 'xl'), p.dropHere))
