import type { Clock } from '#client/platform/clock'
import { emptySearch, type FoundThreads, followThread, type SearchState } from '#client/state/search'
import type { ThreadUpdate } from '#protocol/server-frames'
import type { Api } from './api.ts'
import type { Answer } from './route.ts'
import { createTimers, type Timers } from './timers.ts'

export type SearchPorts = {
  api: Pick<Api, 'threads' | 'search'>
  clock: Clock
  onChange: () => void
  /** The admin's session is over. */
  onGone: () => void
}

const pauseMs = 150

/** What the admin searches for, among the conversations and their messages. An answer to older words is dropped. */
export class SearchLoader {
  readonly #ports: SearchPorts
  readonly #timers: Timers<'pause'>
  #state = emptySearch
  #round = 0

  constructor(ports: SearchPorts) {
    this.#ports = ports
    this.#timers = createTimers(ports.clock)
  }

  get state(): SearchState {
    return this.#state
  }

  /** The person types: asked once they pause. */
  type(q: string): void {
    this.#round++
    if (q.trim() === '') {
      this.#timers.cancel('pause')
      this.#set({ ...emptySearch, q })
      return
    }
    this.#set({ ...this.#state, q, loading: true, failed: null, loadingMore: null })
    this.#timers.set('pause', pauseMs, () => void this.#ask())
  }

  clear(): void {
    this.type('')
  }

  retry(): void {
    if (this.#state.q.trim() === '') return
    this.#set({ ...this.#state, loading: true, failed: null, loadingMore: null })
    void this.#ask()
  }

  async moreThreads(): Promise<void> {
    const { found, active, archived } = this.#state
    if (!this.#begins('threads')) return
    const round = this.#round
    const pages = await Promise.all([this.#threads('all', found, active), this.#threads('archived', found, archived)])
    if (round !== this.#round) return
    const [more, moreArchived] = pages
    if (!more.ok) return this.#failed(more.code)
    if (!moreArchived.ok) return this.#failed(moreArchived.code)
    this.#set({ ...this.#state, active: more.value, archived: moreArchived.value, loadingMore: null })
  }

  async moreHits(): Promise<void> {
    const { found, hits } = this.#state
    const before = hits.at(-1)?.message.id
    if (before === undefined || !this.#begins('hits')) return
    const round = this.#round
    const page = await this.#ports.api.search(found, { before })
    if (round !== this.#round) return
    if (!page.ok) return this.#failed(page.code)
    const { hits: older, has_more: hasMoreHits } = page.value
    this.#set({ ...this.#state, hits: [...this.#state.hits, ...older], hasMoreHits, loadingMore: null })
  }

  hear(update: ThreadUpdate): void {
    if (this.#state.found !== '') this.#set(followThread(this.#state, update))
  }

  stop(): void {
    this.#round++
    this.#timers.cancelAll()
  }

  async #ask(): Promise<void> {
    const round = ++this.#round
    const q = this.#state.q.trim()
    const [active, archived, messages] = await Promise.all([
      this.#threads('all', q),
      this.#threads('archived', q),
      this.#ports.api.search(q),
    ])
    if (round !== this.#round) return
    if (!active.ok) return this.#failed(active.code)
    if (!archived.ok) return this.#failed(archived.code)
    if (!messages.ok) return this.#failed(messages.code)
    const { hits, has_more: hasMoreHits } = messages.value
    const found = { found: q, active: active.value, archived: archived.value, hits, hasMoreHits }
    this.#set({ ...emptySearch, q: this.#state.q, ...found })
  }

  /** The first page, or what is there together with the one after it. */
  async #threads(filter: 'all' | 'archived', q: string, known?: FoundThreads): Promise<Answer<FoundThreads>> {
    if (known && known.next === null) return { ok: true, value: known }
    const page = await this.#ports.api.threads(filter, known?.next ?? null, q)
    if (!page.ok) return page
    return { ok: true, value: { threads: [...(known?.threads ?? []), ...page.value.chats], next: page.value.next } }
  }

  #begins(loadingMore: 'threads' | 'hits'): boolean {
    if (this.#state.loading || this.#state.loadingMore !== null) return false
    this.#set({ ...this.#state, loadingMore, failed: null })
    return true
  }

  #failed(code: string): void {
    this.#set({ ...this.#state, loading: false, loadingMore: null, failed: code })
    if (code === 'unauthenticated') this.#ports.onGone()
  }

  #set(state: SearchState): void {
    this.#state = state
    this.#ports.onChange()
  }
}
