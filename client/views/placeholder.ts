import { offlineTexts } from '#client/i18n/offline'
import type { Texts } from '#client/i18n/tr'
import type { Conversation } from '#client/state/types'
import type { Language } from '#protocol/text'
import { el } from './element.ts'
import { createEmpty, waves } from './empty.ts'

type Kind = 'none' | 'loading' | 'unreachable' | 'empty' | 'unselected'
type PlaceholderOptions = { t: Texts; lang: Language; self: 'user' | 'admin'; adminName: string }

const bones = ['theirs', 'theirs short', 'mine', 'theirs long', 'mine short', 'mine']

const placeholderOf = (conversation: Conversation | null, self: 'user' | 'admin'): Kind => {
  if (conversation === null) return self === 'admin' ? 'unselected' : 'loading'
  if (conversation.entries.length > 0) return 'none'
  if (conversation.loaded) return 'empty'
  return conversation.unreachable ? 'unreachable' : 'loading'
}

const contentOf = (kind: Kind, { t, lang, self, adminName }: PlaceholderOptions): HTMLElement[] => {
  switch (kind) {
    case 'none':
      return []
    case 'loading':
      return bones.map((bone) => el('span', { class: `bone ${bone}` }))
    case 'unreachable': {
      const { unreachableTitle, unreachableBody } = offlineTexts(lang)
      return [createEmpty(waves(), unreachableTitle, unreachableBody)]
    }
    case 'empty':
      return [
        createEmpty(
          waves(),
          self === 'user' ? t.connectedTo(adminName) : t.noMessages,
          self === 'user' ? t.firstLine : '',
        ),
      ]
    case 'unselected':
      return [createEmpty(waves(), t.noneOpenTitle, t.noneOpenBody)]
  }
}

/** What stands in the place of messages: bones while they load, a friendly line where there are none or none can be had. */
export const createPlaceholder = (options: PlaceholderOptions) => {
  const element = el('div', { class: 'placeholder', 'data-kind': 'none' })
  return {
    element,
    update(conversation: Conversation | null): void {
      const kind = placeholderOf(conversation, options.self)
      if (element.dataset.kind === kind) return
      element.dataset.kind = kind
      element.replaceChildren(...contentOf(kind, options))
    },
  }
}
