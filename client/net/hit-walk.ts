import type { SearchPage } from '#protocol/http'
import type { Api } from './api.ts'

/** Where the reader stands among what was found in the open conversation. */
export type HitPlace = {
  /** By which words it was found. */
  q: string
  /** The message they were led to; it may be gone meanwhile. */
  id: number
  /** Counted from the newest. */
  nth: number
  total: number
  hasNewer: boolean
  hasOlder: boolean
}

export type HitWalkPorts = {
  api: Pick<Api, 'search'>
  /** Deleted on this screen: passed over. */
  isHidden: (id: number) => boolean
  onChange: () => void
  /** The reader is led to this message. */
  onReach: (chatId: string, id: number) => void
  onFailed: (code: string) => void
  /** The admin's session is over. */
  onGone: () => void
}

/** What the page shows. `rev`: how far the conversation is known; null until its history is there. */
type Shown = { chatId: string | null; q: string; rev: number | null }
type Round = { tail: Promise<void>; waiting: number; willRecount: boolean }
type From = { before: number } | { after: number } | Record<string, never>

const mostWaiting = 8

const begin = (): Round => ({ tail: Promise.resolve(), waiting: 0, willRecount: false })

/**
 * From hit to hit in the open conversation, the newest first. Each step asks the server for the next one and its place
 * anew, so it does not matter what came, was edited or deleted meanwhile. Steps are taken one after the other.
 */
export class HitWalk {
  readonly #ports: HitWalkPorts
  #shown: Shown = { chatId: null, q: '', rev: null }
  #place: HitPlace | null = null
  #isChosen = false
  #isLeft = false
  #round = begin()

  constructor(ports: HitWalkPorts) {
    this.#ports = ports
  }

  get place(): HitPlace | null {
    return this.#place
  }

  /** The words that are lit in the messages. */
  get lit(): string {
    return this.#isLeft ? '' : this.#shown.q
  }

  follow(next: Shown): void {
    const { chatId, q, rev } = this.#shown
    this.#shown = next
    if (next.chatId !== chatId || next.q === '') this.#forget()
    else if (next.q !== q) this.#follow()
    else if (next.rev !== rev && rev !== null) this.#recount()
  }

  /** The open conversation was chosen among what was found: by one of its messages, or as a whole. */
  choose(id: number | null): void {
    this.#isChosen = true
    this.#isLeft = false
    this.#round = begin()
    this.#queue((round) => (id === null ? this.#toNewest(round) : this.#look(round, id)))
  }

  /** False where there is nothing to step through. */
  step(towards: 'older' | 'newer'): boolean {
    if (this.#place === null) return false
    this.#queue((round) => this.#step(round, towards))
    return true
  }

  /** Enough of it: the search goes on, but not in this conversation. */
  leave(): void {
    this.#forget()
    this.#isLeft = true
    this.#ports.onChange()
  }

  stop(): void {
    this.#forget()
  }

  #forget(): void {
    this.#round = begin()
    this.#place = null
    this.#isChosen = false
    this.#isLeft = false
  }

  /** Other words: the reader stays where they are if those are there too. */
  #follow(): void {
    this.#isLeft = false
    if (!this.#isChosen) return
    const id = this.#place?.id
    this.#round = begin()
    this.#queue(async (round) => {
      const isThere = id !== undefined && (await this.#look(round, id))
      if (!isThere && round === this.#round) await this.#toNewest(round)
    })
  }

  #recount(): void {
    const round = this.#round
    if (this.#place === null || round.willRecount) return
    round.willRecount = true
    this.#queue(async () => {
      round.willRecount = false
      if (this.#place) await this.#look(round, this.#place.id)
    })
  }

  async #step(round: Round, towards: 'older' | 'newer'): Promise<void> {
    const at = this.#place
    if (!at || !(towards === 'older' ? at.hasOlder : at.hasNewer)) return
    const page = await this.#find(round, towards === 'older' ? { before: at.id } : { after: at.id })
    if (page?.hits.length === 0) await this.#look(round, at.id)
    else if (page) this.#reach(page)
  }

  async #toNewest(round: Round): Promise<void> {
    const page = await this.#find(round, {})
    if (page) this.#reach(page)
  }

  /** The next one that is not deleted on this screen. */
  async #find(round: Round, from: From): Promise<SearchPage | null> {
    for (let at = from; ; ) {
      const page = await this.#ask(round, at)
      const id = page?.hits[0]?.message.id
      if (id === undefined || !this.#ports.isHidden(id)) return page
      at = 'after' in from ? { after: id } : { before: id }
    }
  }

  #reach({ hits, total = 0, newer = 0 }: SearchPage): void {
    const id = hits[0]?.message.id
    const { chatId, q } = this.#shown
    if (id === undefined || chatId === null) return this.#put(null)
    this.#put({ q, id, nth: newer + 1, total, hasNewer: newer > 0, hasOlder: newer + 1 < total })
    this.#ports.onReach(chatId, id)
  }

  /** Takes the place of a message without leading there; true where it is still one of them. */
  async #look(round: Round, id: number): Promise<boolean> {
    const page = await this.#ask(round, { before: id + 1 })
    if (!page) return false
    const { hits, total = 0, newer = 0 } = page
    const isThere = hits[0]?.message.id === id
    const hasOlder = (isThere ? newer + 1 : newer) < total
    const place = { q: this.#shown.q, id, nth: Math.min(newer + 1, total), total, hasNewer: newer > 0, hasOlder }
    this.#put(total === 0 ? null : place)
    return isThere
  }

  #put(place: HitPlace | null): void {
    this.#place = place
    this.#ports.onChange()
  }

  async #ask(round: Round, from: From): Promise<SearchPage | null> {
    const { chatId, q } = this.#shown
    if (chatId === null) return null
    const page = await this.#ports.api.search(q, { chatId, ...from, limit: 1 })
    if (round !== this.#round) return null
    if (page.ok) return page.value
    if (page.code === 'unauthenticated') this.#ports.onGone()
    else this.#ports.onFailed(page.code)
    return null
  }

  #queue(run: (round: Round) => Promise<unknown>): void {
    const round = this.#round
    if (round.waiting >= mostWaiting) return
    round.waiting++
    round.tail = round.tail.then(async () => {
      round.waiting--
      if (round === this.#round) await run(round)
    })
  }
}
