import type { Entry } from '#client/state/types'
import { el, setAttribute } from './element.ts'
import { createFailure } from './failure.ts'
import type { KeyedView } from './keyed-list.ts'
import { isOnlyEmoji } from './only-emoji.ts'
import { hasReactions } from './reactions.ts'
import { createParts, createText, createTick, type RowOptions, showTime } from './row-parts.ts'

type MessageRow = { entry: Entry; isContinued: boolean; isFollowed: boolean }

const classOf = ({ entry, isContinued, isFollowed }: MessageRow): string =>
  [
    'msg',
    entry.role,
    entry.role === 'system' ? '' : entry.mine ? 'mine' : 'theirs',
    isContinued ? 'cont' : '',
    isFollowed ? 'more' : 'tail',
    entry.medium === null && isOnlyEmoji(entry.text) ? 'big' : '',
  ]
    .filter(Boolean)
    .join(' ')

/** `bare`: nothing is written below what it shows. */
const bubbleClassOf = ({ medium, call, text }: Entry): string => {
  if (call) return 'bubble called'
  return medium ? `bubble ${medium.kind === 'image' ? 'pic' : 'voice'}${text === '' ? ' bare' : ''}` : 'bubble'
}

/** One message: `li.msg` with its text, time and, on one's own, the tick; below a failed one what can be done. */
export const createMessageRow = (first: MessageRow, options: RowOptions): KeyedView<MessageRow> => {
  const { t, dates } = options
  let shown: Entry | null = null
  let shownClass = ''
  const parts = createParts(() => shown?.id ?? null, options)
  const { words, text, edited, time, meta, bubble, medium, quoted, reactions, menuKey, box } = parts
  const name = options.nameOf(first.entry)
  const speaker = name === '' ? null : el('span', { class: 'sr' }, `${name}: `)
  const element = el('li', { tabindex: -1 }, box?.element ?? null, speaker, bubble)
  const tick = first.entry.mine ? createTick(t) : null
  if (tick) meta.append(tick.element)
  const showText = createText(text, options)
  const failure = createFailure({ ...options, key: first.entry.key, textOf: () => (shown ?? first.entry).text, text })

  const showAround = (entry: Entry): void => {
    medium.show(entry.medium || entry.call ? entry : null, (place) => words.before(place))
    setAttribute(bubble, 'class', bubbleClassOf(entry))
    quoted.show(entry.quote, (quote) => bubble.prepend(quote))
    if (entry.reactions !== shown?.reactions)
      reactions.show(hasReactions(entry.reactions) ? entry.reactions : null, (pills) => bubble.after(pills))
    if (entry.editedAt !== null && !edited.parentNode) meta.prepend(edited)
    if (entry.id !== null && !menuKey.parentNode) bubble.append(menuKey)
    box?.update(entry.id)
  }

  const show = (entry: Entry): void => {
    if (entry.text !== shown?.text) showText(entry)
    if (entry.createdAt !== shown?.createdAt) showTime(time, entry, dates)
    setAttribute(element, 'data-id', entry.id === null ? null : String(entry.id))
    setAttribute(element, 'data-state', entry.state)
    if (entry.state) tick?.update(entry.state)
    showAround(entry)
    if (entry.failure !== null) element.append(failure.show(entry.failure, entry.type))
    else failure.element.remove()
    shown = entry
  }

  options.actions.marking?.listen(element, () => shown && showText(shown))
  return {
    element,
    update(row) {
      const className = classOf(row)
      // Only when it differs: others mark the row too, for a while.
      if (className !== shownClass) setAttribute(element, 'class', className)
      shownClass = className
      if (row.entry === shown) return
      const holdsFocus = element.contains(document.activeElement)
      show(row.entry)
      // The key that was pressed may be one of those that went.
      if (holdsFocus && !element.contains(document.activeElement)) element.focus({ preventScroll: true })
    },
  }
}
