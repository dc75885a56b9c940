import type { Texts } from '#client/i18n/tr'
import type { Api } from '#client/net/api'
import { showToast } from '#client/views/toast'
import type { DeskModel } from './desk-model.ts'
import type { Undo } from './undo.ts'

type ArchivingPorts = { t: Texts; api: Pick<Api, 'changeThread'>; model: Pick<DeskModel, 'hear'>; undo: Undo }

/** Archives conversations, or takes them back out. What the server refuses stays where it is, and is said. */
export const createArchiving = ({ t, api, model, undo }: ArchivingPorts) => {
  // All at once: of a page that goes away only what is asked for now arrives.
  const change = async (chatIds: readonly string[], archived: boolean): Promise<string[]> => {
    const changed: string[] = []
    const refusals: string[] = []
    const changeOne = async (chatId: string): Promise<void> => {
      const answer = await api.changeThread(chatId, { archived })
      if (answer.ok) {
        changed.push(chatId)
        model.hear(answer.value)
      } else if (answer.code === 'not_found') model.hear({ chat_id: chatId, deleted: true })
      else refusals.push(answer.code)
    }
    await Promise.all(chatIds.map(changeOne))
    const [code] = refusals
    const say = archived ? t.threadsNotArchived : t.threadsNotUnarchived
    if (code !== undefined) void showToast(say(refusals.length, t.failure(code)))
    return changed
  }

  return async (chatIds: readonly string[], archived: boolean): Promise<void> => {
    const changed = await change(chatIds, archived)
    if (changed.length === 0) return
    undo.offer({
      text: archived ? t.threadsArchived(changed.length) : t.threadsUnarchived(changed.length),
      commit: async () => true,
      restore: () => void change(changed, !archived),
    })
  }
}
