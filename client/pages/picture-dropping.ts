import type { PictureTexts } from '#client/i18n/picture-texts'
import type { Texts } from '#client/i18n/tr'
import type { Clock } from '#client/platform/clock'
import type { PictureTray } from './picture-tray.ts'
import { createUndo } from './undo.ts'

type DroppingPorts = { t: Texts; p: PictureTexts; clock: Clock }

/** Pictures that are not wanted any more: several are not lost by one slip. */
export const createDropping = ({ t, p, clock }: DroppingPorts) => {
  const undo = createUndo({ t, clock })
  let isOffered = false
  return {
    drop(tray: PictureTray, bringBack: () => void): void {
      if (tray.pictures.length < 2) return tray.empty()
      undo.offer({
        text: p.removed,
        commit: async () => {
          isOffered = false
          tray.empty()
          return true
        },
        restore: () => {
          isOffered = false
          bringBack()
        },
      })
      isOffered = true
    },
    /** There is no way back any more. */
    finish(): void {
      if (isOffered) void undo.finish()
    },
  }
}

/** A reload would lose what is not sent yet; a conversation that was drawn anew has lost it. */
export const askBeforeUnload = (talk: HTMLElement): AbortController => {
  const leaving = new AbortController()
  const ask = (event: Event): void => {
    if (talk.isConnected) event.preventDefault()
  }
  window.addEventListener('beforeunload', ask, { signal: leaving.signal })
  return leaving
}
