import type { Api } from '#client/net/api'
import type { Clock } from '#client/platform/clock'
import type { ThreadFacts } from '#protocol/http'

type FactsPorts = { api: Pick<Api, 'threadFacts'>; clock: Clock; onChange: () => void }

const restMs = 3000

/** What only the server knows of the conversation whose details are shown. It has no place in the list, which must be quick. */
export const createFacts = ({ api, clock, onChange }: FactsPorts) => {
  let shownChatId = ''
  let shownMark = ''
  let facts: ThreadFacts | null = null
  let cancel = (): void => {}

  const load = async (chatId: string): Promise<void> => {
    const answer = await api.threadFacts(chatId)
    if (!answer.ok || chatId !== shownChatId) return
    facts = answer.value
    onChange()
  }
  return {
    /** `null` until they are known; asked for anew a moment after `mark` is another. */
    of(chatId: string, mark: string): ThreadFacts | null {
      const isOther = chatId !== shownChatId
      if (!isOther && mark === shownMark) return facts
      shownChatId = chatId
      shownMark = mark
      cancel()
      cancel = () => {}
      if (isOther) {
        facts = null
        void load(chatId)
      } else cancel = clock.after(restMs, () => void load(chatId))
      return facts
    },
    stop: (): void => cancel(),
  }
}
