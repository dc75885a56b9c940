import { createEnded } from '#client/views/ended'
import type { Screen } from './page.ts'

/** What stands in the place of a conversation that is over for this device. */
export const endedScreen = (reason: 'gone' | 'elsewhere', onAgain: () => void): Screen => ({
  draw: ({ t }) => {
    document.title = t.endedTitle
    return createEnded({ t, reason, onAgain }).element
  },
  shown: () => {},
  stop: () => {},
})
