import type { Texts } from '#client/i18n/tr'
import { isPageSeen, onPageSeen } from '#client/platform/page-seen'
import type { Conversation, Entry } from '#client/state/types'
import type { Language } from '#protocol/text'
import { createAnnouncer } from './announcer.ts'
import { createDates } from './dates.ts'
import { createDayMark } from './day-mark.ts'
import { el, setAttribute } from './element.ts'
import { createJump } from './jump.ts'
import { createListRow } from './list-rows.ts'
import { createOlderAsking } from './older-asking.ts'
import { createPlaceholder } from './placeholder.ts'
import { pointOut, takeFocus } from './point-out.ts'
import type { RowActions } from './row-parts.ts'
import { RowWindow } from './row-window.ts'
import { createArrivals, isOthers, layOut, newestOfOther, type Unread, unreadAt } from './runs.ts'
import { isReading, wantsJump } from './scrolling.ts'
import { createNameOf } from './speaker.ts'

type MessageListOptions = {
  t: Texts
  lang: Language
  self: 'user' | 'admin'
  adminName: string
  actions: RowActions
  /** Older messages are wanted: by itself once a page and once more each time the reader comes back to the top. */
  onOlder(): void
  onRetry(key: string): void
  onDiscard(key: string): void
  /** The newest message of the other side, once it is on screen in a visible page and the list at its end. Only grows. */
  onSeen(id: number): void
}

const mostLively = 3

const createList = (t: Texts): HTMLUListElement =>
  el('ul', { id: 'msgs', class: 'msgs', tabindex: 0, 'aria-label': t.messages })

class MessageList {
  readonly element: HTMLElement
  readonly #options: MessageListOptions
  readonly #list: HTMLUListElement
  readonly #placeholder
  readonly #jump
  readonly #dates
  readonly #dayMark
  readonly #older
  readonly #announcer
  readonly #rows: RowWindow
  #came = createArrivals()
  #shown: Conversation | null = null
  #unread: Unread | null = null
  #newBelow = 0
  #seenId = 0
  readonly #stopSeeing = onPageSeen(() => this.#seenAnew())

  constructor(options: MessageListOptions) {
    this.#options = options
    this.#list = createList(options.t)
    this.#placeholder = createPlaceholder(options)
    this.#jump = createJump({ t: options.t, onPress: () => this.scrollToEnd() })
    this.#dates = createDates(options.t, options.lang)
    this.#dayMark = createDayMark(this.#dates)
    this.#older = createOlderAsking({ list: this.#list, onOlder: options.onOlder })
    this.#announcer = createAnnouncer({ t: options.t, nameOf: createNameOf(options) })
    this.#rows = this.#createRows()
    this.element = el(
      'section',
      { class: 'stream' },
      this.#list,
      this.#placeholder.element,
      this.#dayMark.element,
      this.#jump.element,
      this.#announcer.element,
    )
  }

  // A list whose page was drawn anew, in the other language, hears no more.
  #seenAnew(): void {
    if (this.element.isConnected) this.update(this.#shown)
    else this.#stopSeeing()
  }

  update(next: Conversation | null): void {
    if (next?.chatId !== this.#shown?.chatId) this.#close()
    const before = this.#shown
    const came = this.#came(next?.entries ?? [])
    this.#shown = next
    this.#unread = next?.loaded ? unreadAt(next, this.#unread) : null
    const isCaughtUp = before?.arriving === true && next?.arriving === false && this.#rows.isAtEnd()
    this.#draw(next)
    if (next?.loaded && (isCaughtUp || !before?.loaded)) this.#open()
    else this.#welcome(came)
    this.#look()
  }

  scrollToEnd(): void {
    this.#rows.toEnd()
    this.#look()
  }

  /** Puts this message into the middle and points it out; false where it is not in the list. */
  reveal(id: number): boolean {
    const entry = this.#shown?.entries.findLast((one) => one.id === id)
    const row = entry && this.#rows.toMiddle(entry.key)
    if (!row) return false
    if (!takeFocus(this.#list, row)) this.#announcer.read(entry)
    pointOut(row)
    this.#look()
    return true
  }

  #createRows(): RowWindow {
    const { t, self, adminName, actions, onOlder, onRetry, onDiscard } = this.#options
    const options = {
      t,
      self,
      actions,
      onOlder,
      onRetry,
      onDiscard,
      dates: this.#dates,
      nameOf: createNameOf(this.#options),
      isLoadingOlder: () => this.#shown?.loadingOlder === true,
      typist: self === 'user' ? ('admin' as const) : ('user' as const),
      typingText: self === 'user' ? t.typing(adminName) : t.someoneTyping,
    }
    return new RowWindow({
      list: this.#list,
      create: (item) => createListRow(item, options),
      onMove: () => this.#look(),
      onScroll: (day) => this.#dayMark.update(day),
    })
  }

  #close(): void {
    this.#rows.clear()
    this.#came = createArrivals()
    this.#announcer.clear()
    this.#unread = null
    this.#newBelow = 0
    this.#seenId = 0
    this.#older.startAnew()
    this.#dayMark.update(null)
    this.#shown = null
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
    this.#rows.toEnd()
    if (this.#unread) this.#rows.toTop('new')
  }

  #welcome(came: readonly Entry[]): void {
    if (came.some((entry) => entry.mine && entry.id === null)) this.#rows.toEnd()
    if (!this.#rows.isAtEnd()) this.#newBelow += came.filter(isOthers).length
    this.#announcer.tell(came)
    if (came.length > mostLively) return
    for (const { key } of came) this.#rows.elementOf(key)?.setAttribute('data-fresh', '')
  }

  #look(): void {
    if (this.#rows.isAtEnd()) this.#newBelow = 0
    this.#jump.update(wantsJump(this.#list, this.#newBelow), this.#newBelow)
    this.#reportSeen()
    this.#older.look(this.#shown)
  }

  #reportSeen(): void {
    if (this.#shown?.arriving || !isReading(this.#list, isPageSeen())) return
    const id = newestOfOther(this.#shown?.entries ?? [])
    if (id <= this.#seenId) return
    this.#seenId = id
    this.#options.onSeen(id)
  }
}

/** The conversation itself: `ul#msgs` with its days and marks, what stands there when it is empty, and the way to its end. */
export const createMessageList = (options: MessageListOptions) => {
  const list = new MessageList(options)
  return {
    element: list.element,
    update: (conversation: Conversation | null) => list.update(conversation),
    reveal: (id: number) => list.reveal(id),
    scrollToEnd: () => list.scrollToEnd(),
  }
}
