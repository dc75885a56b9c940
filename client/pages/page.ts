import { textsOf } from '#client/i18n/texts'
import type { Texts } from '#client/i18n/tr'
import { keepLanguage } from '#client/platform/language'
import { speakManifest } from '#client/platform/web-manifest'
import type { Line } from '#client/state/types'
import type { Language } from '#protocol/text'

/** What a page shows at a time; it is drawn anew when the language changes, and told when it stands in the document. */
export type Screen = { draw: (words: Words) => HTMLElement; shown: () => void; stop: () => void }
export type Words = { t: Texts; lang: Language }

export type Page = {
  words: () => Words
  show: (screen: Screen) => void
  switchLanguage: () => void
}

/** The place in the document where one screen stands at a time. */
export const createPage = (startLanguage: Language): Page => {
  const place = document.getElementById('page') ?? document.body
  let lang = startLanguage
  let shown: Screen | null = null

  const words = (): Words => ({ t: textsOf(lang), lang })
  const draw = (): void => {
    document.documentElement.lang = lang
    speakManifest(lang)
    if (!shown) return
    place.replaceChildren(shown.draw(words()))
    shown.shown()
  }
  const show = (screen: Screen): void => {
    shown?.stop()
    // A dialog stands beside the screen that opened it and would lie over the next one.
    for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) dialog.close()
    shown = screen
    draw()
  }
  const switchLanguage = (): void => {
    lang = lang === 'tr' ? 'en' : 'tr'
    keepLanguage(lang)
    draw()
  }
  return { words, show, switchLanguage }
}

/** The root tells stylesheets and tools whether the socket is open. */
export const showLine = ({ phase }: Pick<Line, 'phase'>): void => {
  document.documentElement.dataset.line = phase === 'open' ? 'open' : 'down'
}

/** Whether a field may take the focus by itself: with touch alone that would bring up a keyboard nobody asked for. */
export const hasKeyboard = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches
