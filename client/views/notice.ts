import { el } from './element.ts'
import { type IconName, icon } from './icon.ts'

type NoticeOptions = {
  icon: IconName
  title: string
  body?: string
  action: string
  onAction(): void
  /** Something is wrong, and not only good to know. */
  isWarning?: boolean
  /** A cross that sends it away, and what it is called. */
  away?: { label: string; onAway(): void }
}

const createAway = ({ label, onAway }: NonNullable<NoticeOptions['away']>): HTMLElement => {
  const key = el('button', { type: 'button', class: 'ghost', 'aria-label': label, title: label }, icon('x', 'md'))
  key.addEventListener('click', onAway)
  return key
}

/** One line above the messages: something to know, and what can be done about it. */
export const createNotice = (options: NoticeOptions): HTMLElement => {
  const { icon: name, title, body, action, onAction, isWarning = false, away } = options
  const key = el('button', { type: 'button', class: 'key plain sm' }, action)
  key.addEventListener('click', onAction)
  const words = el('p', {}, el('b', {}, title), body === undefined ? null : ` ${body}`)
  return el(
    'div',
    { class: isWarning ? 'banner' : 'banner sky' },
    icon(name, 'md'),
    words,
    key,
    away ? createAway(away) : null,
  )
}
