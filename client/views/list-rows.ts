import type { Texts } from '#client/i18n/tr'
import type { Dates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'
import type { KeyedView } from './keyed-list.ts'
import { createMessageRow } from './message-row.ts'
import type { RowOptions } from './row-parts.ts'
import type { Item } from './runs.ts'

type ListRowOptions = RowOptions & {
  onOlder(): void
  isLoadingOlder(): boolean
  typist: 'user' | 'admin'
  typingText: string
}

const labelled = (className: string, labelOf: (item: Item) => string): KeyedView<Item> => {
  const label = el('span')
  return {
    element: el('li', { class: className }, label),
    update: (item) => setText(label, labelOf(item)),
  }
}

const dayLabel = (dates: Dates) => (item: Item) => (item.kind === 'day' ? dates.dayName(item.day, Date.now()) : '')

const newLabel = (t: Texts) => (item: Item) =>
  item.kind === 'new' ? t.newMessages(item.isLeast ? `${item.count}+` : String(item.count)) : ''

const olderRow = ({ t, onOlder, isLoadingOlder }: ListRowOptions): KeyedView<Item> => {
  const label = el('span')
  const key = el('button', { type: 'button', class: 'key sm' }, icon('refresh', 'sm spin'), label)
  key.addEventListener('click', onOlder)
  return {
    element: el('li', { class: 'older' }, key),
    update() {
      const isLoading = isLoadingOlder()
      setText(label, isLoading ? t.loading : t.loadOlder)
      setAttribute(key, 'aria-busy', isLoading ? 'true' : null)
      key.disabled = isLoading
    },
  }
}

const typingRow = ({ typist, typingText }: ListRowOptions): KeyedView<Item> => {
  const dots = el('span', { class: 'dots' }, el('i'), el('i'), el('i'))
  return {
    // The header says it in words; announced here it would come again with every pause.
    element: el(
      'li',
      { class: `typing ${typist} theirs tail`, 'aria-hidden': 'true' },
      el('div', { class: 'bubble' }, dots, typingText),
    ),
    update() {},
  }
}

const spaceRow = (): KeyedView<Item> => {
  const element = el('li', { class: 'space', 'aria-hidden': 'true' })
  return {
    element,
    update(item) {
      if (item.kind === 'space') element.style.height = `${item.px}px`
    },
  }
}

/** The element for whatever stands in the list: a message, a day, the mark of new ones, the way to older ones, a typing hint. */
export const createListRow = (item: Item, options: ListRowOptions): KeyedView<Item> => {
  switch (item.kind) {
    case 'day':
      return labelled('day', dayLabel(options.dates))
    case 'new':
      return labelled('day new', newLabel(options.t))
    case 'older':
      return olderRow(options)
    case 'typing':
      return typingRow(options)
    case 'space':
      return spaceRow()
    case 'message': {
      const row = createMessageRow(item, options)
      return { element: row.element, update: (next) => next.kind === 'message' && row.update(next) }
    }
  }
}
