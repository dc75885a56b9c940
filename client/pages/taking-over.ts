import { moveTexts } from '#client/i18n/move-texts'
import { createTakeoverApi } from '#client/net/handover-api'
import type { AskRoute } from '#client/net/route'
import { createDatabase } from '#client/platform/database'
import { createOutboxStore, type OutboxStore } from '#client/platform/outbox-store'
import { remembered } from '#client/platform/remembered'
import { createTakeover } from '#client/views/takeover'
import type { Side } from '#protocol/messages'
import type { Page, Words } from './page.ts'

type TakingPorts = { page: Page; ask: AskRoute; side: Side; token: string; store?: Pick<OutboxStore, 'all'> }

/** Asks whether this device is to take over what another one handed on; resolves once that is decided and done. */
export const offerTakeover = async ({
  page,
  ask,
  side,
  token,
  store = createOutboxStore(createDatabase()),
}: TakingPorts): Promise<void> => {
  const before = side === 'user' ? remembered.session() : null
  const unsent = before ? (await store.all('user').catch(() => [])).filter((row) => row.chat_id === before.chat_id) : []
  return new Promise((resolve) => {
    const api = createTakeoverApi(ask)

    const takeConversation = async (): Promise<string | null> => {
      const taken = await api.conversation(token)
      if (taken.ok) remembered.keepSession(taken.value)
      return taken.ok ? null : taken.code
    }
    const takeDesk = async (): Promise<string | null> => {
      const taken = await api.desk(token)
      if (taken.ok) remembered.keepAdmin()
      return taken.ok ? null : taken.code
    }
    const draw = ({ t, lang }: Words): HTMLElement => {
      const move = moveTexts(lang)
      const take = async (): Promise<void> => {
        view.setBusy(true)
        const code = await (side === 'admin' ? takeDesk() : takeConversation())
        view.setBusy(false)
        if (code === null) return resolve()
        const isOver = code === 'unauthenticated'
        view.fail(isOver ? move.usedUp : t.failure(code), { isOver })
      }
      const lost = unsent.length > 0 ? ` ${move.unsent(unsent.length)}` : ''
      const warning = before && move.takeInstead(before.cid) + lost
      const view = createTakeover({ move, side, warning, onTake: () => void take(), onLeaveIt: resolve })
      document.title = move.takeTitle[side]
      return view.element
    }
    page.show({ draw, shown: () => {}, stop: () => {} })
  })
}
