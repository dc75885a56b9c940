import type { Texts } from '#client/i18n/tr'
import type { ThreadFacts } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { createDates } from './dates.ts'
import { deviceName } from './device-name.ts'
import { el, setText } from './element.ts'

/** A name and what it is; neither is drawn where it is not known. */
const createFact = (name: string) => {
  const term = el('dt', {}, name)
  const value = el('dd')
  return {
    elements: [term, value],
    say(text: string | null): void {
      term.hidden = text === null
      value.hidden = text === null
      setText(value, text ?? '')
    },
  }
}

/** What is known of a visitor: since when, in which language, with what device, and how much was written. */
export const createFactList = ({ t, lang }: { t: Texts; lang: Language }) => {
  const dates = createDates(t, lang)
  const numbers = new Intl.NumberFormat(lang)
  const cameFirst = createFact(t.firstCame)
  const language = createFact(t.language)
  const device = createFact(t.device)
  const talk = createFact(t.talk)
  const facts = [cameFirst, language, device, talk]
  const countOf = ({ message_count: counted }: ThreadFacts): string | null =>
    counted && t.messageCount(`${numbers.format(counted.count)}${counted.is_least ? '+' : ''}`)
  return {
    element: el('dl', { class: 'facts' }, ...facts.flatMap(({ elements }) => elements)),
    update({ created_at: created }: Thread, known: ThreadFacts | null): void {
      const cameAt = Date.parse(created)
      cameFirst.say(`${dates.dayName(cameAt, Date.now())} ${dates.clock(cameAt)}`)
      language.say(known && t.languageNames[known.lang])
      device.say(known?.user_agent ? deviceName(known.user_agent) : null)
      talk.say(known && countOf(known))
    },
  }
}
