import type { Choice } from '#client/views/menu'
import type { Words } from './page.ts'

/** What the parts of the app around the chat go by. */
export type AppMoment = {
  /** This side has sent a message. */
  hasSent: boolean
  /** The other side's first answer has come; at the desk: the admin has answered somebody. */
  hasAnswer: boolean
  unread: number
  /** The line is down and a banner says so: nothing else is worth a line of its own meanwhile. */
  hasBanner: boolean
  /** The newest conversation on the screen, for what is to be taken back from the notifications; null for none. */
  openChatId: string | null
}

/** A line above the messages. Where several are wanted, the first part's is shown. */
export type Notice = { element: HTMLElement; isWanted: () => boolean }

/** One feature around the chat: installing, notifications, updates, going on elsewhere. Its state outlives a drawing. */
export type AppPart = {
  draw: (words: Words) => { choices: readonly Choice[]; notice: Notice | null }
  update: (moment: AppMoment) => void
  stop: () => void
}
