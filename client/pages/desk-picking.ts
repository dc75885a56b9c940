import type { Texts } from '#client/i18n/tr'
import type { Api } from '#client/net/api'
import type { Conversation, Entry } from '#client/state/types'
import type { MenuChoice } from '#client/views/message-menu'
import { createPicking } from '#client/views/picking'
import { createPickingBar } from '#client/views/picking-bar'
import { listenToPicks } from '#client/views/picking-clicks'
import type { DeskModel } from './desk-model.ts'
import { createMessageDeletion } from './message-deletion.ts'

type DeskPickingPorts = {
  t: Texts
  api: Pick<Api, 'deleteMessages'>
  model: DeskModel
  list: () => HTMLElement
}

const idsOf = (entries: readonly Entry[]): number[] => entries.flatMap(({ id }) => (id === null ? [] : [id]))

/** Picking messages of the open conversation and deleting them. */
export const createDeskPicking = ({ t, api, model, list }: DeskPickingPorts) => {
  const hidden = model.deletedMessages
  const deletion = createMessageDeletion({ t, api, hidden, onChange: () => model.redraw() })
  const picking = createPicking({ t, onChange: () => show() })

  const show = (): void => {
    list().classList.toggle('choosing', picking.isChoosing())
    bar.update({ isChoosing: picking.isChoosing(), picked: picking.ids().length })
  }
  const visible = (conversation: Conversation | null): Conversation | null => {
    if (!conversation) return null
    const entries = hidden.without(conversation.entries, ({ id }) => id)
    if (picking.isChoosing()) {
      const held = new Set(idsOf(entries))
      picking.keepOnly((id) => held.has(id))
    }
    return entries === conversation.entries ? conversation : { ...conversation, entries }
  }
  const pickAll = (): void => {
    const shown = model.openChatId === null ? null : visible(model.chat.conversation(model.openChatId))
    if (shown) picking.pickAll(idsOf(shown.entries))
  }
  const removePicked = async (): Promise<void> => {
    const chatId = model.openChatId
    const ids = picking.ids()
    if (chatId === null) return
    if (ids.length === 0) return picking.choose()
    if (!(await deletion.isSure(ids.length)) || model.openChatId !== chatId) return
    picking.clear()
    deletion.remove(chatId, ids)
  }
  const bar = createPickingBar({ t, onDelete: () => void removePicked(), onAll: pickAll, onLeave: picking.clear })
  const choicesFor = ({ id }: Entry): MenuChoice[] => {
    const chatId = model.openChatId
    if (id === null || chatId === null) return []
    return [
      { icon: 'select', text: t.select, onChoose: () => picking.toggle(id) },
      { icon: 'trash', text: t.remove, isFinal: true, onChoose: () => deletion.remove(chatId, [id]) },
    ]
  }
  return {
    picking,
    keys: [bar.start, bar.bar],
    listen: (element: HTMLElement) => listenToPicks(element, picking),
    choicesFor,
    visible,
    clear: picking.clear,
  }
}
