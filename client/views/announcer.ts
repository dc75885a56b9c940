import type { Texts } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import { el } from './element.ts'
import { spokenOf } from './message-words.ts'

const keptLines = 5
const mostAtOnce = 3

type AnnouncerOptions = { t: Texts; nameOf(entry: Entry): string }

/** Says what the other side writes to those who hear the page; what is merely drawn again is not said. */
export const createAnnouncer = ({ t, nameOf }: AnnouncerOptions) => {
  const element = el('div', { class: 'sr', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions' })

  const say = (text: string): void => {
    element.append(el('p', {}, text))
    if (element.childElementCount > keptLines) element.firstElementChild?.remove()
  }
  const lineOf = (entry: Entry): string => {
    const text = spokenOf(entry, t)
    const name = nameOf(entry)
    return name === '' ? text : `${name}: ${text}`
  }
  return {
    element,
    tell(came: readonly Entry[]): void {
      const news = came.filter(({ mine }) => !mine)
      if (news.length > mostAtOnce) say(t.newMessages(String(news.length)))
      else for (const entry of news) say(lineOf(entry))
    },
    /** One that the reader was led to. */
    read: (entry: Entry): void => say(lineOf(entry)),
    clear: (): void => element.replaceChildren(),
  }
}
