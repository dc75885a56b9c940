import type { Texts } from '#client/i18n/tr'
import type { Api } from '#client/net/api'
import type { PendingDeletions } from '#client/state/pending-deletions'
import { askToConfirm } from '#client/views/confirm'
import { inParts } from './in-parts.ts'
import { createUndo } from './undo.ts'

type MessageDeletionPorts = {
  t: Texts
  api: Pick<Api, 'deleteMessages'>
  hidden: PendingDeletions<number>
  /** What is hidden changed. */
  onChange: () => void
}

/** Messages vanish from this screen at once and from everywhere when the time to undo it is over. */
export const createMessageDeletion = ({ t, api, hidden, onChange }: MessageDeletionPorts) => {
  const undo = createUndo({ t })

  // All at once: of a page that goes away only what is asked for now arrives.
  const commit = async (chatId: string, ids: readonly number[]): Promise<boolean> => {
    const answers = await Promise.all(inParts(ids).map((some) => api.deleteMessages(chatId, some)))
    return answers.every((answer) => answer.ok || answer.code === 'not_found')
  }
  const remove = (chatId: string, ids: readonly number[]): void => {
    hidden.hide(ids)
    onChange()
    undo.offer({
      text: t.messagesDeleted(ids.length),
      commit: () => commit(chatId, ids),
      restore: () => {
        hidden.show(ids)
        onChange()
      },
    })
  }
  const isSure = (count: number): Promise<boolean> =>
    askToConfirm({ title: t.deleteMessagesTitle(count), body: t.deleteMessagesBody, yes: t.remove, no: t.cancel })
  return { remove, isSure }
}
