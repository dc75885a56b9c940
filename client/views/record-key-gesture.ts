const cancelAtPx = 96
const lockAtPx = 64
const startAtPx = 12

/** A press that is shorter is a tap: it records without being held. */
export const tapMs = 350
/** What is shorter was not meant. */
export const leastRecordedMs = 700

type Drag = { dx: number; dy: number }

/** What a finger wants that holds the key: to the left it gives up, upwards it lets go of the key, but not of the recording. */
export const dragMeans = ({ dx, dy }: Drag): 'hold' | 'cancel' | 'lock' => {
  if (-dx >= cancelAtPx && -dx > -dy) return 'cancel'
  return -dy >= lockAtPx ? 'lock' : 'hold'
}

type Release = {
  heldMs: number
  /** Null while the microphone is not open yet. */
  recordedMs: number | null
  isBroken: boolean
}

/** What letting go means. Who was asked for the microphone meanwhile could not go on holding. */
export const releaseMeans = ({ heldMs, recordedMs, isBroken }: Release): 'lock' | 'slip' | 'send' => {
  if (isBroken || heldMs < tapMs || recordedMs === null) return 'lock'
  return recordedMs < leastRecordedMs ? 'slip' : 'send'
}

/** How far what is under the finger follows it: along one of the two ways, and not beyond their ends. */
export const dragOffset = ({ dx, dy }: Drag): Drag => {
  const left = Math.max(-cancelAtPx, Math.min(0, dx + startAtPx))
  const up = Math.max(-lockAtPx, Math.min(0, dy + startAtPx))
  return -left > -up ? { dx: left, dy: 0 } : { dx: 0, dy: up }
}
