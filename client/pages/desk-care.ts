import type { Texts } from '#client/i18n/tr'
import type { Api } from '#client/net/api'
import type { Clock } from '#client/platform/clock'
import { askToConfirm } from '#client/views/confirm'
import { showToast } from '#client/views/toast'
import type { ThreadChange } from '#protocol/http'
import { createArchiving } from './archiving.ts'
import type { DeskModel } from './desk-model.ts'
import { inParts } from './in-parts.ts'
import { createUndo } from './undo.ts'

type DeskCarePorts = { t: Texts; api: Pick<Api, 'changeThread' | 'eraseChats'>; model: DeskModel; clock: Clock }

/** Archiving, blocking and deleting conversations. */
export const createDeskCare = ({ t, api, model, clock }: DeskCarePorts) => {
  const undo = createUndo({ t, clock })
  const hidden = model.deletedThreads

  const change = async (chatId: string, to: ThreadChange): Promise<void> => {
    const answer = await api.changeThread(chatId, to)
    if (answer.ok) model.hear(answer.value)
    else void showToast(t.changeFailed(t.failure(answer.code)))
  }
  const archive = createArchiving({ t, api, model, undo })
  const block = async (chatId: string, blocked: boolean): Promise<void> => {
    const name = model.thread(chatId)?.name ?? ''
    const title = blocked ? t.blockTitle(name) : t.unblockTitle(name)
    const body = blocked ? t.blockBody : t.unblockBody
    const isSure = await askToConfirm({ title, body, yes: blocked ? t.block : t.unblock, no: t.cancel })
    if (isSure) await change(chatId, { blocked })
  }
  // All at once: of a page that goes away only what is asked for now arrives.
  const erase = async (chatIds: readonly string[]): Promise<boolean> => {
    const answers = await Promise.all(inParts(chatIds).map((some) => api.eraseChats(some)))
    const isDone = answers.every((answer) => answer.ok || answer.code === 'not_found')
    // The frame that says so may never come: the line may be down.
    if (isDone) for (const chatId of chatIds) model.hear({ chat_id: chatId, deleted: true })
    return isDone
  }
  const remove = async (chatIds: readonly string[]): Promise<boolean> => {
    const title = t.deleteThreadsTitle(chatIds.length)
    if (!(await askToConfirm({ title, body: t.deleteThreadsBody, yes: t.remove, no: t.cancel }))) return false
    hidden.hide(chatIds)
    if (model.openChatId !== null && hidden.has(model.openChatId)) model.close()
    model.redraw()
    undo.offer({
      text: t.threadsDeleted(chatIds.length),
      commit: () => erase(chatIds),
      restore: () => {
        hidden.show(chatIds)
        model.redraw()
      },
    })
    return true
  }
  return { archive, block, remove, finish: undo.finish }
}
