import { createRewordings, type Rewording } from '#client/platform/rewordings'
import type { Conversation } from '#client/state/types'
import type { Side } from '#protocol/messages'

type RewordingPorts = {
  self: Side
  /** The conversation that is open at that moment. */
  chatId: () => string | null
  composer: () => { resumeEdit: (rewording: Rewording, original: string) => void }
}

/** An own message that is being worded anew stays so across reloads, and while another conversation is looked at. */
export const createRewording = ({ self, chatId, composer }: RewordingPorts) => {
  const rewordings = createRewordings(self)
  let resumedIn: string | null = null
  return {
    keep: (rewording: Rewording | null): void => {
      const open = chatId()
      if (open !== null) rewordings.keep(open, rewording)
    },
    /** Once for each conversation that is opened: in another tab the same edit may be under way. */
    resume: (conversation: Conversation | null): void => {
      if (conversation === null) resumedIn = null
      if (!conversation?.loaded || conversation.chatId === resumedIn) return
      const kept = rewordings.read(conversation.chatId)
      const entry = conversation.entries.findLast(({ id }) => id === kept?.id)
      // What this device saw last may be older than the message.
      if (kept && !entry && conversation.recalledAt !== null) return
      resumedIn = conversation.chatId
      if (kept && entry) composer().resumeEdit(kept, entry.text)
      else if (kept) rewordings.keep(conversation.chatId, null)
    },
  }
}
