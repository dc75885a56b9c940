import type { Drafts } from '#client/platform/drafts'
import { countUnreadThreads } from '#client/state/threads'
import { createDesk } from '#client/views/desk'
import { createDeskList } from './desk-list.ts'
import { DeskModel, type DeskModelPorts } from './desk-model.ts'
import { createDeskTalk } from './desk-talk.ts'
import { type Screen, showLine, type Words } from './page.ts'

export type DeskPorts = Omit<DeskModelPorts, 'onChange'> & {
  drafts: Drafts
  adminName: string
  onLanguage: () => void
  onSignOut: () => void
}

/** The admin's page: the list of conversations and the one that is open. */
export const startDesk = (ports: DeskPorts): Screen => {
  let refresh = (): void => {}
  const model = new DeskModel({ ...ports, onChange: () => refresh() })
  model.start()

  const draw = (words: Words): HTMLElement => {
    const list = createDeskList(model, ports, words)
    const talk = createDeskTalk(model, ports, words)
    const desk = createDesk({ threads: list.element, talk: talk.element })
    refresh = () => {
      list.update()
      talk.update()
      desk.show(model.openChatId === null ? 'list' : 'talk')
      showLine(model.chat.line)
      document.title = words.t.unreadTitle(countUnreadThreads(model.threads.state), words.t.deskTitle)
    }
    return desk.element
  }
  return { draw, shown: () => refresh(), stop: () => model.stop() }
}
