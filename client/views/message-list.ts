import type { Texts } from '#client/i18n/tr'
import type { Conversation, Entry } from '#client/state/types'
import type { Language } from '#protocol/text'
import { createDates } from './dates.ts'
import { el, setAttribute } from './element.ts'
import { createJump } from './jump.ts'
import { createKeyedList } from './keyed-list.ts'
import { createListRow } from './list-rows.ts'
import { createPlaceholder } from './placeholder.ts'
import { createReadingPlace } from './reading-place.ts'
import { arrivals, type Item, isOthers, layOut, newestOfOther, type Unread, unreadAt } from './runs.ts'
import { isNearStart, isReading, wantsJump } from './scrolling.ts'

type MessageListOptions = {
  t: Texts
  lang: Language
  self: 'user' | 'admin'
  adminName: string
  /** Older messages are wanted: by itself once a page and once more each time the reader comes back to the top. */
  onOlder(): void
  onRetry(key: string): void
  onDiscard(key: string): void
  /** The newest message of the other side, once it is on screen in a visible page and the list at its end. Only grows. */
  onSeen(id: number): void
}

const quietMs = 400
const mostLively = 3

const nameOf =
  ({ self, adminName, t }: MessageListOptions) =>
  (entry: Entry): string => {
    if (entry.role === 'system') return ''
    if (entry.mine) return t.you
    return self === 'user' ? adminName : t.visitor
  }

const createList = (t: Texts): HTMLUListElement =>
  el('ul', {
    id: 'msgs',
    class: 'msgs',
    tabindex: 0,
    'aria-label': t.messages,
    'aria-live': 'polite',
    'aria-relevant': 'additions',
  })

class MessageList {
  readonly element: HTMLElement
  readonly #options: MessageListOptions
  readonly #list: HTMLUListElement
  readonly #placeholder
  readonly #jump
  readonly #rows
  readonly #place
  #shown: Conversation | null = null
  #unread: Unread | null = null
  #newBelow = 0
  #seenId = 0
  #askedAbove: string | null = null
  #quiet: ReturnType<typeof setTimeout> | undefined

  constructor(options: MessageListOptions) {
    this.#options = options
    this.#list = createList(options.t)
    this.#placeholder = createPlaceholder(options)
    this.#jump = createJump({ t: options.t, onPress: () => this.scrollToEnd() })
    this.#rows = this.#createRows()
    this.#place = createReadingPlace(this.#list, () => this.#look())
    this.element = el('section', { class: 'stream' }, this.#list, this.#placeholder.element, this.#jump.element)
    document.addEventListener('visibilitychange', this.#onVisibility)
  }

  // A list whose page was drawn anew, in the other language, hears no more.
  readonly #onVisibility = (): void => {
    if (this.element.isConnected) this.update(this.#shown)
    else document.removeEventListener('visibilitychange', this.#onVisibility)
  }

  update(next: Conversation | null): void {
    if (next?.chatId !== this.#shown?.chatId) this.#close()
    const before = this.#shown
    const came = arrivals(next?.entries ?? [], this.#rows.has)
    this.#shown = next
    this.#unread = next?.loaded ? unreadAt(next, this.#unread) : null
    if (next?.entries[0]?.key !== before?.entries[0]?.key) this.#hush()
    this.#place.keep(() => this.#draw(next))
    if (next?.loaded && !before?.loaded) this.#open()
    else this.#welcome(came)
    this.#look()
  }

  scrollToEnd(): void {
    this.#place.toEnd()
    this.#look()
  }

  #createRows() {
    const { t, lang, self, adminName, onOlder, onRetry, onDiscard } = this.#options
    const options = {
      t,
      onOlder,
      onRetry,
      onDiscard,
      dates: createDates(t, lang),
      nameOf: nameOf(this.#options),
      isLoadingOlder: () => this.#shown?.loadingOlder === true,
      typist: self === 'user' ? ('admin' as const) : ('user' as const),
      typingText: self === 'user' ? t.typing(adminName) : t.someoneTyping,
    }
    return createKeyedList<Item>(this.#list, (item) => createListRow(item, options))
  }

  #close(): void {
    this.#rows.show([])
    this.#unread = null
    this.#newBelow = 0
    this.#seenId = 0
    this.#askedAbove = null
    this.#shown = null
    this.#place.toEnd()
  }

  #draw(next: Conversation | null): void {
    const items = next
      ? layOut(next.entries, {
          hasOlder: next.loaded && next.hasOlder,
          isTyping: next.otherTyping,
          unread: this.#unread,
        })
      : []
    this.#rows.show(items)
    this.#placeholder.update(next)
    this.element.classList.toggle('nothing', next === null)
    setAttribute(this.#list, 'aria-busy', next?.loaded === false ? 'true' : null)
  }

  #open(): void {
    const mark = this.#rows.elementOf('new')
    this.#place.toEnd()
    if (mark) this.#place.reveal(mark)
  }

  #welcome(came: readonly Entry[]): void {
    if (came.some((entry) => entry.mine && entry.id === null)) this.#place.toEnd()
    if (!this.#place.isAtEnd()) this.#newBelow += came.filter(isOthers).length
    if (came.length > mostLively) return
    for (const { key } of came) this.#rows.elementOf(key)?.setAttribute('data-fresh', '')
  }

  // Pages of history are no news: a live region would read them all aloud.
  #hush(): void {
    clearTimeout(this.#quiet)
    setAttribute(this.#list, 'aria-live', 'off')
    this.#quiet = setTimeout(() => setAttribute(this.#list, 'aria-live', 'polite'), quietMs)
  }

  #look(): void {
    if (this.#place.isAtEnd()) this.#newBelow = 0
    this.#jump.update(wantsJump(this.#list, this.#newBelow), this.#newBelow)
    this.#reportSeen()
    this.#askOlder()
  }

  #reportSeen(): void {
    if (!isReading(this.#list, document.visibilityState === 'visible')) return
    const id = newestOfOther(this.#shown?.entries ?? [])
    if (id <= this.#seenId) return
    this.#seenId = id
    this.#options.onSeen(id)
  }

  #askOlder(): void {
    if (!isNearStart(this.#list)) this.#askedAbove = null
    else if (this.#shown?.loaded && this.#shown.hasOlder && !this.#shown.loadingOlder) this.#ask(this.#shown)
  }

  #ask({ entries }: Conversation): void {
    const top = entries[0]?.key ?? ''
    if (top === this.#askedAbove || this.#list.clientHeight === 0) return
    this.#askedAbove = top
    this.#options.onOlder()
  }
}

/** The conversation itself: `ul#msgs` with its days and marks, what stands there when it is empty, and the way to its end. */
export const createMessageList = (options: MessageListOptions) => {
  const list = new MessageList(options)
  return {
    element: list.element,
    update: (conversation: Conversation | null) => list.update(conversation),
    scrollToEnd: () => list.scrollToEnd(),
  }
}
