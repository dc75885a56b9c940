import type { Texts } from '#client/i18n/tr'
import type { SoundSwitch } from '#client/platform/sound'
import type { Line } from '#client/state/types'
import type { Language } from '#protocol/text'
import { createAvatar } from './avatar.ts'
import { createCallKey } from './call-key.ts'
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
  onCall(): void
  onStartOver(): void
  onLanguage(): void
}

/** Who the visitor talks to, whether the line and the other side are there, the menu and, in the corner, the phone. */
export const createVisitorHeader = (options: VisitorHeaderOptions) => {
  const { t, lang, adminName, sound, choices, onCall, onStartOver, onLanguage } = options
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
  const call = createCallKey('btnCall', onCall)
  const who = el('div', { class: 'who' }, el('h1', {}, t.connectedTo(adminName)), presence.element)
  return {
    element: el('header', { class: 'bar' }, avatar.element, who, menu.element, call.element),
    update({ line, other, isInCall }: { line: Line; other: Presence; isInCall: boolean }): void {
      const broken = lineText(line, t)
      avatar.update({ name: adminName, lang, tone: 'me', isOnline: broken === null && other?.online === true })
      presence.update(other, broken)
      call.update({ label: t.callTo(adminName), canCall: line.phase === 'open' && !isInCall })
    },
  }
}
