import type { Texts } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import { copyText } from './copy-text.ts'
import { el, setText } from './element.ts'
import { type IconName, icon } from './icon.ts'

type FailureOptions = {
  t: Texts
  key: string
  /** Empty where there is nothing to copy. */
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

// Few files fail: the words for that come when they are needed.
const mediumWords = (code: string, t: Texts): Promise<string> =>
  import('#client/i18n/medium-failures').then(
    ({ mediumFailure }) => mediumFailure(code, t),
    () => '',
  )

// Not refused by anybody: it goes by itself, and only the page must stay, or the server get room.
const onItsWay = new Set(['storage', 'no_room'])

/** Below a message that was refused, or that waits for more than the line: the reason, and try again, copy, delete. */
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
  let shown = ''
  const say = (words: string): void => setText(reason, retry.hidden ? words : `${t.failed} ${words}`.trim())
  return {
    element,
    show(code: string, type: Entry['type'] = 'text'): HTMLElement {
      if (code === shown) return element
      shown = code
      retry.hidden = onItsWay.has(code)
      copyKey.hidden = textOf() === ''
      say(type === 'text' ? t.failure(code) : '')
      if (type !== 'text') void mediumWords(code, t).then((words) => code === shown && say(words))
      return element
    },
  }
}
