import type { CallFrame } from '#client/call/calls-ports'
import { type CallFrameEvent, callFrames } from '#protocol/call-frames'
import type { UncheckedFrame } from './frames.ts'

const isKnown = (event: string): event is CallFrameEvent => Object.hasOwn(callFrames, event)

/** A frame of `/call`, or null for what this page does not know: an older page must live with a newer server. */
export const parseCallFrame = ({ event, data }: UncheckedFrame): CallFrame | null => {
  if (!isKnown(event)) return null
  const parsed = callFrames[event].safeParse(data)
  // The schema was looked up by the event's own name: the pair belongs together, which the compiler cannot follow.
  return parsed.success ? ({ event, data: parsed.data } as CallFrame) : null
}
