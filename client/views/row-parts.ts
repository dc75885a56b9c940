import type { Texts } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import type { Side } from '#protocol/messages'
import type { Dates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { type IconName, icon, redraw } from './icon.ts'
import type { Marking } from './marking.ts'
import type { MediumDrawing } from './medium-drawing.ts'
import { createMediumPlace } from './medium-place.ts'
import { textNodes } from './message-text.ts'
import type { Picking } from './picking.ts'
import { createQuoted } from './quoted.ts'
import { createReactions } from './reactions.ts'

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
  /** Draws pictures, voice notes and calls. */
  drawing?: MediumDrawing
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

/** Writes a text once for the same words: what is selected or has the focus stays so. */
export const createText = (place: HTMLElement, { t, actions: { marking } }: RowOptions) => {
  let shown: Node[] | null = null
  return ({ text, medium, call }: Entry): void => {
    const isUnknown = text === '' && medium === null && call === null
    const nodes = isUnknown ? [document.createTextNode(t.unknownMessage)] : textNodes(text, marking?.words() ?? [])
    if (shown?.length === nodes.length && shown.every((node, nth) => node.isEqualNode(nodes[nth] ?? null))) return
    shown = nodes
    place.classList.toggle('unknown', isUnknown)
    place.replaceChildren(...nodes)
  }
}

export const showTime = (time: HTMLTimeElement, { createdAt }: Entry, dates: Dates): void => {
  setText(time, dates.clock(createdAt))
  setAttribute(time, 'datetime', new Date(createdAt).toISOString())
  setAttribute(time, 'title', dates.full(createdAt))
}

export const createTick = (t: Texts) => {
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

export const createParts = (idOf: () => number | null, options: RowOptions) => {
  const { t, actions } = options
  const withId = (run: (id: number) => void): void => {
    const id = idOf()
    if (id !== null) run(id)
  }
  const text = el('span', { class: 'text' })
  const edited = el('span', { class: 'edited' }, t.edited)
  const time = el('time')
  const meta = el('span', { class: 'meta' }, time)
  const words = el('p', { dir: 'auto' }, text, meta)
  return {
    words,
    text,
    edited,
    time,
    meta,
    bubble: el('div', { class: 'bubble' }, words),
    medium: onDemand(() => createMediumPlace(t, actions.drawing)),
    quoted: onDemand(() => createQuoted({ t, nameOf: options.nameOf, onJumpTo: actions.onJumpTo })),
    reactions: onDemand(() =>
      createReactions({ ...options, onReact: (emoji) => withId((id) => actions.onReact(id, emoji)) }),
    ),
    menuKey: createMenuKey(t, (anchor) => withId((id) => actions.onMenu(id, anchor))),
    box: actions.picking?.box() ?? null,
  }
}
