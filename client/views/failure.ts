import type { Texts } from '#client/i18n/tr'
import { copyText } from './copy-text.ts'
import { el, setText } from './element.ts'
import { type IconName, icon } from './icon.ts'

type FailureOptions = {
  t: Texts
  key: string
  textOf(): string
  /** Where the text stands, to be selected where the clipboard is closed to the page. */
  text: HTMLElement
  onRetry(key: string): void
  onDiscard(key: string): void
}

const action = (name: IconName, label: string, run: () => void): HTMLButtonElement => {
  const key = el('button', { type: 'button', class: 'key plain sm' }, icon(name, 'sm'), el('span', {}, label))
  key.addEventListener('click', run)
  return key
}

/** Below a message that was refused, or that only this page holds: the reason, and try again, copy, delete. */
export const createFailure = ({ t, key, textOf, text, onRetry, onDiscard }: FailureOptions) => {
  const reason = el('p')
  const copyKey = action('copy', t.copy, () => {
    void copyText(textOf(), text).then((copied) => {
      const label = copyKey.lastElementChild
      if (copied && label) setText(label, t.copied)
    })
  })
  const retry = action('refresh', t.retry, () => onRetry(key))
  const element = el(
    'div',
    { class: 'failure' },
    reason,
    retry,
    copyKey,
    action('trash', t.discard, () => onDiscard(key)),
  )
  return {
    element,
    show(code: string): HTMLElement {
      // Not refused by anybody: it goes by itself, and only the page must stay.
      const isOnItsWay = code === 'storage'
      retry.hidden = isOnItsWay
      setText(reason, isOnItsWay ? t.failure(code) : `${t.failed} ${t.failure(code)}`)
      return element
    },
  }
}
