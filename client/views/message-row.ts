import type { Texts } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import type { Side } from '#protocol/messages'
import type { Dates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { createFailure } from './failure.ts'
import { type IconName, icon, redraw } from './icon.ts'
import type { KeyedView } from './keyed-list.ts'
import type { Marking } from './marking.ts'
import { textNodes } from './message-text.ts'
import { isOnlyEmoji } from './only-emoji.ts'
import type { Picking } from './picking.ts'
import { createQuoted } from './quoted.ts'
import { createReactions, hasReactions } from './reactions.ts'

type MessageRow = { entry: Entry; isContinued: boolean; isFollowed: boolean }

/** What a person can do with a stored message. */
export type RowActions = {
  /** The quote above an answer was pressed. */
  onJumpTo(id: number): void
  /** The reaction that this side should have now; `null` for none. */
  onReact(id: number, emoji: string | null): void
  /** Everything that can be done with it is asked for. */
  onMenu(id: number, anchor: HTMLElement): void
  /** Only where messages can be picked. */
  picking?: Picking
  /** Only where messages can be searched. */
  marking?: Marking
}

export type RowOptions = {
  t: Texts
  dates: Dates
  self: Side
  /** The speaker in words, for those who see neither colour nor side. */
  nameOf(speaker: Pick<Entry, 'role' | 'mine'>): string
  actions: RowActions
  onRetry(key: string): void
  onDiscard(key: string): void
}

const ticks: Record<NonNullable<Entry['state']>, IconName> = {
  queued: 'clock',
  sent: 'check',
  seen: 'checks',
  failed: 'alert',
}

const classOf = ({ entry, isContinued, isFollowed }: MessageRow): string =>
  [
    'msg',
    entry.role,
    entry.role === 'system' ? '' : entry.mine ? 'mine' : 'theirs',
    isContinued ? 'cont' : '',
    isFollowed ? 'more' : 'tail',
    isOnlyEmoji(entry.text) ? 'big' : '',
  ]
    .filter(Boolean)
    .join(' ')

/** Writes a text once for the same words: what is selected or has the focus stays so. */
const createText = (place: HTMLElement, { t, actions: { marking } }: RowOptions) => {
  let shown: Node[] | null = null
  return ({ text }: Entry): void => {
    const nodes = text === '' ? [document.createTextNode(t.unknownMessage)] : textNodes(text, marking?.words() ?? [])
    if (shown?.length === nodes.length && shown.every((node, nth) => node.isEqualNode(nodes[nth] ?? null))) return
    shown = nodes
    place.classList.toggle('unknown', text === '')
    place.replaceChildren(...nodes)
  }
}

const showTime = (time: HTMLTimeElement, { createdAt }: Entry, dates: Dates): void => {
  setText(time, dates.clock(createdAt))
  setAttribute(time, 'datetime', new Date(createdAt).toISOString())
  setAttribute(time, 'title', dates.full(createdAt))
}

const createTick = (t: Texts) => {
  const element = icon('clock')
  element.removeAttribute('aria-hidden')
  element.setAttribute('role', 'img')
  return {
    element,
    update(state: NonNullable<Entry['state']>): void {
      redraw(element, ticks[state])
      setAttribute(element, 'aria-label', t[state])
    },
  }
}

// Reached by the row's own keys and by a screen reader's finger: as stops of Tab they would stand before the composer.
const createMenuKey = (t: Texts, onPress: (anchor: HTMLElement) => void): HTMLButtonElement => {
  const attributes = {
    type: 'button',
    class: 'do',
    tabindex: -1,
    'aria-label': t.messageActions,
    'aria-haspopup': 'dialog',
  }
  const key = el('button', attributes, icon('more', 'md'))
  key.addEventListener('click', () => onPress(key))
  return key
}

// Few messages have one: it is made when there is something to show.
const onDemand = <T>(create: () => { element: HTMLElement; update: (item: T) => void }) => {
  let made: ReturnType<typeof create> | null = null
  return {
    show(item: T | null, put: (element: HTMLElement) => void): void {
      if (item === null) return made?.element.remove()
      made ??= create()
      made.update(item)
      if (!made.element.parentNode) put(made.element)
    },
  }
}

const createParts = (idOf: () => number | null, options: RowOptions) => {
  const { t, actions } = options
  const withId = (run: (id: number) => void): void => {
    const id = idOf()
    if (id !== null) run(id)
  }
  const text = el('span', { class: 'text' })
  const edited = el('span', { class: 'edited' }, t.edited)
  const time = el('time')
  const meta = el('span', { class: 'meta' }, time)
  return {
    text,
    edited,
    time,
    meta,
    bubble: el('div', { class: 'bubble' }, el('p', { dir: 'auto' }, text, meta)),
    quoted: onDemand(() => createQuoted({ t, nameOf: options.nameOf, onJumpTo: actions.onJumpTo })),
    reactions: onDemand(() =>
      createReactions({ ...options, onReact: (emoji) => withId((id) => actions.onReact(id, emoji)) }),
    ),
    menuKey: createMenuKey(t, (anchor) => withId((id) => actions.onMenu(id, anchor))),
    box: actions.picking?.box() ?? null,
  }
}

/** One message: `li.msg` with its text, time and, on one's own, the tick; below a failed one what can be done. */
export const createMessageRow = (first: MessageRow, options: RowOptions): KeyedView<MessageRow> => {
  const { t, dates } = options
  let shown: Entry | null = null
  let shownClass = ''
  const parts = createParts(() => shown?.id ?? null, options)
  const { text, edited, time, meta, bubble, quoted, reactions, menuKey, box } = parts
  const name = options.nameOf(first.entry)
  const speaker = name === '' ? null : el('span', { class: 'sr' }, `${name}: `)
  const element = el('li', { tabindex: -1 }, box?.element ?? null, speaker, bubble)
  const tick = first.entry.mine ? createTick(t) : null
  if (tick) meta.append(tick.element)
  const showText = createText(text, options)
  const failure = createFailure({ ...options, key: first.entry.key, textOf: () => shown?.text ?? '', text })

  const showAround = (entry: Entry): void => {
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
    if (entry.failure !== null) element.append(failure.show(entry.failure))
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
