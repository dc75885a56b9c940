import type { Texts } from '#client/i18n/tr'
import type { Thread } from '#protocol/messages'
import { el } from './element.ts'
import { icon } from './icon.ts'

/** Blocked and archived, in words. */
export const createThreadTags = (t: Texts) => {
  const blocked = el('span', { class: 'tag red', hidden: true }, icon('ban', 'xs'), t.blockedTag)
  const archived = el('span', { class: 'tag', hidden: true }, icon('archive', 'xs'), t.archivedTag)
  return {
    elements: [blocked, archived],
    update(thread: Pick<Thread, 'blocked' | 'archived'> | null): void {
      blocked.hidden = !thread?.blocked
      archived.hidden = !thread?.archived
    },
  }
}
