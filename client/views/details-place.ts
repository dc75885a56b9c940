import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'
import { createSheet } from './sheet.ts'

const isWide = '(min-width: 1200px)'

/** Where the details stand: a column of their own on a wide page, else a sheet over the conversation. */
export const createDetailsPlace = (t: Texts, content: HTMLElement) => {
  const element = el('aside', { class: 'pane aside', 'aria-label': t.details, hidden: true }, content)
  const sheet = createSheet({ t, title: t.details, className: 'details', content: [], onClose: () => leave() })
  const leave = (): void => {
    element.append(content)
  }
  const wide = matchMedia(isWide)
  const onWide = ({ matches }: { matches: boolean }): void => {
    if (matches) sheet.close()
  }
  wide.addEventListener('change', onWide)
  return {
    element,
    open(): void {
      if (wide.matches) return
      sheet.element.append(content)
      sheet.open()
    },
    close: () => sheet.close(),
    show(isShown: boolean): void {
      element.hidden = !isShown
      if (!isShown) sheet.close()
    },
    stop(): void {
      wide.removeEventListener('change', onWide)
      sheet.close()
    },
  }
}
