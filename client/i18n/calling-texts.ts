import type { Language } from '#protocol/text'

/** What a page says of calls beside their screen. */
const tr = {
  /** The call of a notification that was pressed. */
  over: 'Arama sona ermiş.',
  elsewhere: 'Bu arama başka bir cihazda yanıtlanmış.',
  /** In the tab's title while it rings. */
  calls: (name: string): string => `📞 ${name} arıyor`,
}

type CallingTexts = typeof tr

const en: CallingTexts = {
  over: 'This call is over.',
  elsewhere: 'This call was answered on another device.',
  calls: (name) => `📞 ${name} is calling`,
}

export const callingTextsOf = (lang: Language): CallingTexts => ({ tr, en })[lang]
