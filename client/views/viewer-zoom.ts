/** How a picture lies on the stage: so many times as large as it fits, and so far (CSS pixels) from the middle. */
export type Zoom = { scale: number; x: number; y: number }
export type Point = { x: number; y: number }
export type Size = { width: number; height: number }

export const whole: Zoom = { scale: 1, x: 0, y: 0 }

const mostScale = 6

/** Larger or smaller by a factor, while what lies under `at`, counted from the middle of the stage, stays there. */
export const zoomAt = (zoom: Zoom, factor: number, at: Point): Zoom => {
  const scale = Math.min(mostScale, Math.max(1, zoom.scale * factor))
  const ratio = scale / zoom.scale
  return { scale, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio }
}

export const movedBy = (zoom: Zoom, { x, y }: Point): Zoom => ({ ...zoom, x: zoom.x + x, y: zoom.y + y })

/** No further than to the edge of the picture, whose size is that at scale 1; in the middle where all of it is seen. */
export const keptWithin = ({ scale, x, y }: Zoom, picture: Size, stage: Size): Zoom => {
  const clamp = (at: number, size: number, room: number): number => {
    const most = Math.max(0, (size * scale - room) / 2)
    return most === 0 ? 0 : Math.min(most, Math.max(-most, at))
  }
  return { scale, x: clamp(x, picture.width, stage.width), y: clamp(y, picture.height, stage.height) }
}
