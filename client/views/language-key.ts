import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'
import { icon } from './icon.ts'

/** The other language, named in itself. */
export const createLanguageKey = (t: Texts, onLanguage: () => void): HTMLElement => {
  const key = el(
    'button',
    { type: 'button', class: 'key plain sm', lang: t.otherCode },
    icon('globe', 'sm'),
    t.otherLanguage,
  )
  key.addEventListener('click', onLanguage)
  return key
}
