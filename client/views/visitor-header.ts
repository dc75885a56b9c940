import type { Texts } from '#client/i18n/tr'
import type { SoundSwitch } from '#client/platform/sound'
import type { Line } from '#client/state/types'
import type { Language } from '#protocol/text'
import { createAvatar } from './avatar.ts'
import { createDates } from './dates.ts'
import { el } from './element.ts'
import { type Choice, createMenu } from './menu.ts'
import { createPresenceLine, lineText, type Presence } from './presence.ts'
import { soundChoice } from './sound-choice.ts'

type VisitorHeaderOptions = {
  t: Texts
  lang: Language
  adminName: string
  sound: SoundSwitch
  /** Of the app around the chat. */
  choices: readonly Choice[]
  onStartOver(): void
  onLanguage(): void
}

/** Who the visitor talks to, whether the line and the other side are there, and the menu. */
export const createVisitorHeader = (options: VisitorHeaderOptions) => {
  const { t, lang, adminName, sound, choices, onStartOver, onLanguage } = options
  const avatar = createAvatar()
  const presence = createPresenceLine(t, createDates(t, lang))
  const menu = createMenu({
    label: t.menu,
    choices: [
      { icon: 'globe', text: t.otherLanguage, lang: t.otherCode, onChoose: onLanguage },
      soundChoice(t, sound),
      ...choices,
      { icon: 'logout', text: t.startOver, isFinal: true, onChoose: onStartOver },
    ],
  })
  const who = el('div', { class: 'who' }, el('h1', {}, t.connectedTo(adminName)), presence.element)
  return {
    element: el('header', { class: 'bar' }, avatar.element, who, menu.element),
    update({ line, other }: { line: Line; other: Presence }): void {
      const broken = lineText(line, t)
      avatar.update({ name: adminName, lang, tone: 'me', isOnline: broken === null && other?.online === true })
      presence.update(other, broken)
    },
  }
}
