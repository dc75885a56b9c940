type ScrollBox = { scrollTop: number; clientHeight: number; scrollHeight: number }

const atEndPx = 48
const jumpPx = 120

const pxToEnd = ({ scrollTop, clientHeight, scrollHeight }: ScrollBox): number =>
  scrollHeight - clientHeight - scrollTop

/** The reader is at the end, so new messages may carry the list along. */
export const isAtEnd = (box: ScrollBox): boolean => pxToEnd(box) <= atEndPx

/** Close enough to the top that older messages should be on their way. */
export const isNearStart = ({ scrollTop, clientHeight }: ScrollBox): boolean => scrollTop < Math.max(clientHeight, 400)

/** The way to the newest message is worth a button. */
export const wantsJump = (box: ScrollBox, newBelow: number): boolean =>
  pxToEnd(box) > jumpPx || (newBelow > 0 && !isAtEnd(box))

/** Somebody can be taken to have read what stands at the end: the page shows, the list is drawn, and its end is on screen. */
export const isReading = (box: ScrollBox, pageVisible: boolean): boolean =>
  pageVisible && box.clientHeight > 0 && isAtEnd(box)
