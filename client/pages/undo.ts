import type { Texts } from '#client/i18n/tr'
import { type Clock, systemClock } from '#client/platform/clock'
import { showToast } from '#client/views/toast'
import { showUndoToast } from '#client/views/undo-toast'

export type UndoOffer = {
  /** What was done, in words: it has vanished from the screen already. */
  text: string
  /** Does it for good; false where that failed. The page may be going away: only `fetch` with `keepalive` arrives then. */
  commit: () => Promise<boolean>
  /** Brings it back to the screen: the person changed their mind, or `commit` failed. */
  restore: () => void
}

export type Undo = {
  /** One at a time: an offer that still runs becomes final first. */
  offer: (offer: UndoOffer) => void
  /** What is offered becomes final now; resolves when that is settled. */
  finish: () => Promise<void>
}

type Running = { settle: (how: 'undone' | 'final') => Promise<void> }

const undoSeconds = 5

// A page offers one at a time, whichever part of it asks.
let running: Running | null = null

const finish = async (): Promise<void> => running?.settle('final')

/** Five seconds to change one's mind. Leaving the page makes it final. */
export const createUndo = ({ t, clock = systemClock }: { t: Texts; clock?: Clock }): Undo => {
  const makeFinal = async ({ commit, restore }: UndoOffer): Promise<void> => {
    const isDone = await commit().catch(() => false)
    if (isDone) return
    restore()
    void showToast(t.undoFailed)
  }

  const start = (offer: UndoOffer): Running => {
    const toast = showUndoToast({ t, text: offer.text, onUndo: () => void settle('undone') })
    const settle: Running['settle'] = async (how) => {
      if (running !== own) return
      running = null
      cancelTick()
      removeEventListener('pagehide', onLeave)
      toast.remove()
      if (how === 'undone') offer.restore()
      else await makeFinal(offer)
    }
    const onLeave = (): void => void settle('final')
    let cancelTick = (): void => {}
    const tick = (left: number): void => {
      toast.update(left)
      cancelTick = clock.after(1000, () => (left > 1 ? tick(left - 1) : void settle('final')))
    }
    const own: Running = { settle }
    addEventListener('pagehide', onLeave)
    tick(undoSeconds)
    return own
  }

  return {
    offer: (offer) => {
      void finish()
      running = start(offer)
    },
    finish,
  }
}
