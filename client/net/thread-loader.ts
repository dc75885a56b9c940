import type { CacheStore } from '#client/platform/cache-store'
import type { Clock } from '#client/platform/clock'
import { emptyThreads, reduceThreads, type ThreadsEvent, type ThreadsState, toldThreads } from '#client/state/threads'
import type { ThreadFilter } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { ThreadUpdate } from '#protocol/server-frames'
import type { Api } from './api.ts'
import { createListMemory, type ListMemory } from './list-memory.ts'
import type { Answer } from './route.ts'
import { createTimers, type Timers } from './timers.ts'

export type ThreadLoaderPorts = {
  api: Pick<Api, 'threads'>
  cache: Pick<CacheStore, 'lists' | 'saveLists'>
  clock: Clock
  onChange: () => void
  /** The lists have been loaded since the line opened: whatever was missed shows in their rows. */
  onCaughtUp: (rows: readonly Thread[]) => void
  /** The admin's session is over. */
  onGone: () => void
}

type Collected = { threads: Thread[]; next: string | null }

const tryAgainMs = 5000

/**
 * The admin's lists. Who waits is always loaded, for its number, and all, for a start without a network; the archive
 * when it is looked at. The frames keep them true while the line is open; after each break they are loaded again.
 */
export class ThreadLoader {
  readonly #ports: ThreadLoaderPorts
  readonly #timers: Timers<ThreadFilter>
  readonly #memory: ListMemory
  /** Asked for while a load was under way that may have been read before what we missed. */
  readonly #again = new Set<ThreadFilter>()
  /** Conversations that were asked for on their own since the line opened. */
  readonly #soughtIds = new Set<string>()
  #state = emptyThreads
  #loads = 0
  #isBehind = false
  #isOver = false
  #filter: ThreadFilter = 'waiting'

  constructor(ports: ThreadLoaderPorts) {
    this.#ports = ports
    this.#timers = createTimers(ports.clock)
    this.#memory = createListMemory({
      ...ports,
      state: () => this.#state,
      dispatch: (event) => this.#dispatch(event),
    })
  }

  get state(): ThreadsState {
    return this.#state
  }

  get filter(): ThreadFilter {
    return this.#filter
  }

  /** Shows what this device saw last, until the server tells more. */
  recall(): Promise<void> {
    return this.#memory.recall()
  }

  /** The page goes away. */
  flush(): void {
    this.#memory.flush()
  }

  show(filter: ThreadFilter): void {
    this.#filter = filter
    this.#loads++
    this.#ports.onChange()
    void this.#reload(filter)
  }

  lineOpened(): void {
    this.#soughtIds.clear()
    this.#loads++
    this.#isBehind = true
    for (const filter of this.#shown().add('all')) void this.#reload(filter)
  }

  /** While the line is down: brings the lists up to date without a word; false where no answer came. */
  async ask(): Promise<boolean> {
    const answers = await Promise.all([...this.#shown()].map((filter) => this.#ask(filter)))
    return answers.every((isAnswered) => isAnswered)
  }

  hear(update: ThreadUpdate): void {
    this.#dispatch({ type: 'updated', update })
  }

  /** One that is open and stands in no list that is loaded is found by its CID. */
  async seek(chatId: string, cid: string): Promise<void> {
    const isListed = (['waiting', this.#filter] as const).some((filter) =>
      this.#state.lists[filter].ids.includes(chatId),
    )
    if (cid === '' || isListed || this.#soughtIds.has(chatId)) return
    this.#soughtIds.add(chatId)
    const before = this.#state.known.get(chatId)
    for (const filter of ['all', 'archived'] as const) {
      const page = await this.#ports.api.threads(filter, null, cid)
      const thread = page.ok ? page.value.chats.find((one) => one.chat_id === chatId) : undefined
      // What a frame told meanwhile is newer.
      if (this.#state.known.get(chatId) !== before) return
      if (thread) return this.#dispatch({ type: 'found', thread })
    }
  }

  async more(): Promise<void> {
    const filter = this.#filter
    const { next, loading } = this.#state.lists[filter]
    if (next === null || loading) return
    this.#dispatch({ type: 'asked', filter })
    const page = await this.#ports.api.threads(filter, next)
    if (page.ok)
      this.#dispatch({ type: 'loaded', filter, fromStart: false, threads: page.value.chats, next: page.value.next })
    else this.#failed(filter, page.code)
  }

  stop(): void {
    this.#isOver = true
    this.#memory.stop()
    this.#timers.cancelAll()
  }

  #shown(): Set<ThreadFilter> {
    return new Set<ThreadFilter>(['waiting', this.#filter])
  }

  async #ask(filter: ThreadFilter): Promise<boolean> {
    const asked = this.#loads
    const loaded = await this.#collect(filter, this.#state.lists[filter].ids.length)
    // A line that opened meanwhile loads, and hears, what is newer.
    if (loaded.ok && asked === this.#loads) this.#dispatch({ type: 'loaded', filter, fromStart: true, ...loaded.value })
    if (loaded.ok) return true
    if (loaded.code === 'unauthenticated') this.#ports.onGone()
    // What is shown stays; where nothing is, nobody waits for it without a word.
    const { loaded: isShown, loading } = this.#state.lists[filter]
    if (asked === this.#loads && !isShown && !loading) this.#dispatch({ type: 'failed', filter })
    return false
  }

  async #reload(filter: ThreadFilter): Promise<void> {
    if (this.#state.lists[filter].loading) {
      this.#again.add(filter)
      return
    }
    this.#timers.cancel(filter)
    this.#dispatch({ type: 'asked', filter })
    const loaded = await this.#collect(filter, this.#state.lists[filter].ids.length)
    if (loaded.ok) this.#dispatch({ type: 'loaded', filter, fromStart: true, ...loaded.value })
    else this.#failed(filter, loaded.code)
    if (this.#again.delete(filter)) await this.#reload(filter)
    this.#lookWhetherCaughtUp()
  }

  #lookWhetherCaughtUp(): void {
    const rows = this.#isBehind && !this.#isOver ? toldThreads(this.#state, this.#shown().add('all')) : null
    if (!rows) return
    this.#isBehind = false
    this.#ports.onCaughtUp(rows)
  }

  /** As many pages as were there before, so that the list does not shrink under the reader. */
  async #collect(filter: ThreadFilter, atLeast: number): Promise<Answer<Collected>> {
    const threads: Thread[] = []
    let next: string | null = null
    do {
      const page = await this.#ports.api.threads(filter, next)
      if (!page.ok) return page
      threads.push(...page.value.chats)
      next = page.value.next
    } while (next !== null && threads.length < atLeast)
    return { ok: true, value: { threads, next } }
  }

  #failed(filter: ThreadFilter, code: string): void {
    if (this.#isOver) return
    this.#dispatch({ type: 'failed', filter })
    if (code === 'unauthenticated') this.#ports.onGone()
    else this.#timers.set(filter, tryAgainMs, () => void this.#reload(filter))
  }

  #dispatch(event: ThreadsEvent): void {
    this.#state = reduceThreads(this.#state, event)
    this.#memory.changed(event)
    this.#ports.onChange()
  }
}
