import type { MediumDrawing } from '#client/views/medium-drawing'
import type { AttachingPorts } from './attaching.ts'
import { createPictureDrawing } from './picture-drawing.ts'
import { createVoiceDrawing } from './voice-drawing.ts'

/** Draws whatever is no text into its place in a bubble. */
export const createMediaDrawing = (ports: AttachingPorts): MediumDrawing => {
  const drawings = { image: createPictureDrawing(ports), audio: createVoiceDrawing(ports) }
  return {
    show(place, entry): void {
      if (entry.medium) drawings[entry.medium.kind].show(place, entry)
    },
  }
}
