import type { Conversation } from '#client/state/types'
import { isNearStart } from './scrolling.ts'

type OlderAskingPorts = { list: HTMLElement; onOlder(): void }

/** Asks for older messages by itself, once for each message that stands at the top, and again when the reader comes back there. */
export const createOlderAsking = ({ list, onOlder }: OlderAskingPorts) => {
  let askedAbove: string | null = null

  const ask = ({ entries }: Conversation): void => {
    const top = entries[0]?.key ?? ''
    if (top === askedAbove || list.clientHeight === 0) return
    askedAbove = top
    // What is shown while they load is drawn in a task of its own, not on top of what the scroll has drawn.
    setTimeout(onOlder)
  }
  return {
    look(shown: Conversation | null): void {
      if (!isNearStart(list)) askedAbove = null
      else if (shown?.loaded && shown.hasOlder && !shown.loadingOlder) ask(shown)
    },
    startAnew(): void {
      askedAbove = null
    },
  }
}
