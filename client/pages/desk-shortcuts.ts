import type { DeskKeys } from './desk-keys.ts'
import type { createDeskList } from './desk-list.ts'
import type { DeskModel } from './desk-model.ts'
import type { createDeskTalk } from './desk-talk.ts'

type List = ReturnType<typeof createDeskList>
type Talk = ReturnType<typeof createDeskTalk>

/** What the keys of the keyboard do at the desk. */
export const deskKeysOf = (model: DeskModel, list: List, talk: Talk, onHelp: () => void): DeskKeys => {
  // The keys go on from row to row, so the focus stays in the list.
  const step = (by: 1 | -1) => (): boolean => {
    const ids = model.listed(model.threads.filter).map(({ chat_id: chatId }) => chatId)
    const at = ids.indexOf(model.openChatId ?? '')
    const next = ids[at === -1 ? 0 : at + by]
    if (next === undefined) return false
    model.open(next, { takesFocus: false })
    list.focus(next)
    return true
  }
  const toHit = ({ shiftKey }: KeyboardEvent): boolean => model.hits.step(shiftKey ? 'newer' : 'older')
  const always = (run: () => void) => (): boolean => {
    run()
    return true
  }
  const inOpen = (run: () => void) => (): boolean => {
    if (model.openChatId !== null) run()
    return model.openChatId !== null
  }
  const longest = (): boolean => {
    const first = model.listed('waiting')[0]
    if (first) model.open(first.chat_id)
    return first !== undefined
  }
  const choose = always(() => (model.openChatId === null ? list.choice.start() : talk.choose()))
  const leave = (): boolean => {
    if (talk.isChoosing()) talk.stopChoosing()
    else if (list.choice.isOn()) list.choice.stop()
    else if (list.search.isOn()) model.search.clear()
    else return false
    return true
  }
  return {
    j: step(1),
    k: step(-1),
    b: longest,
    r: inOpen(talk.replyToLast),
    x: choose,
    e: list.choice.archive,
    Escape: leave,
    F3: toHit,
    '/': always(list.search.focus),
    '?': always(onHelp),
  }
}
