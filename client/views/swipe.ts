const replyAtPx = 56
const mostPx = 76
const startAtPx = 12

/** A drag that is meant to the side: past a finger's unrest and clearly flatter than scrolling. */
export const isSwipe = (dx: number, dy: number): boolean => dx > startAtPx && dx > Math.abs(dy) * 1.6

export const swipeReplies = (dx: number): boolean => dx >= replyAtPx

/** How far the message follows the finger: on the spot at first, then ever less. */
export const swipeOffset = (dx: number): number => {
  const along = Math.max(0, dx)
  return Math.round(along <= replyAtPx ? along : Math.min(mostPx, replyAtPx + (along - replyAtPx) / 4))
}
