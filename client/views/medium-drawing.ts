import type { Entry } from '#client/state/types'

/**
 * Draws a picture, voice note or call into its place in a bubble, at every change of its entry. The place has its final size
 * from the start; the code that draws may come later.
 */
export type MediumDrawing = { show: (place: HTMLElement, entry: Entry) => void }
