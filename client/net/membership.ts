import type { ConversationState } from '#client/state/conversation'
import { joinedData } from '#protocol/server-frames'
import type { LineSocket } from './line.ts'
import type { Reply } from './requests.ts'
import type { Timers } from './timers.ts'

export type MembershipPorts = {
  line: Pick<LineSocket, 'request'>
  timers: Timers<string>
  held: (chatId: string) => ConversationState
  /** What the device has kept of it is on its way. */
  recalled: (chatId: string) => Promise<void> | null
  onJoined: (chatId: string, cid: string) => void
  /** Worth another try, which is left to whoever still wants in. */
  onAgain: (chatId: string) => void
  onRefused: (chatId: string, code: string) => void
}

const final = new Set(['forbidden', 'not_found', 'unauthenticated'])
const joinAgainMs = 5000

/** In which rooms the socket of now stands. A new socket stands in none. */
export class Membership {
  readonly #ports: MembershipPorts
  readonly #joins = new Map<string, Promise<Reply>>()
  readonly #current = new Set<string>()

  constructor(ports: MembershipPorts) {
    this.#ports = ports
  }

  /** Joined, or being joined. */
  has(chatId: string): boolean {
    return this.#joins.has(chatId)
  }

  /** Its history has come: nothing that was missed is still on its way. */
  isCurrent(chatId: string): boolean {
    return this.#current.has(chatId)
  }

  caughtUp(chatId: string): void {
    this.#current.add(chatId)
  }

  join(chatId: string): Promise<Reply> {
    const { line, held, recalled } = this.#ports
    const recalling = recalled(chatId)
    if (recalling !== null) return recalling.then(() => this.join(chatId))
    const joining = this.#joins.get(chatId)
    if (joining !== undefined) return joining
    const { loaded, rev, epoch } = held(chatId)
    const asked = line.request('/chat', 'join', { chat_id: chatId, ...(loaded && { since: rev, epoch }) })
    this.#joins.set(chatId, asked)
    void asked.then((reply) => {
      if (this.#joins.get(chatId) === asked) this.#answered(chatId, reply)
    })
    return asked
  }

  leave(chatId: string): void {
    this.#joins.delete(chatId)
    this.#current.delete(chatId)
  }

  leaveAll(): void {
    this.#joins.clear()
    this.#current.clear()
  }

  #answered(chatId: string, reply: Reply): void {
    const { timers, onJoined, onAgain, onRefused } = this.#ports
    if (reply.ok) {
      const parsed = joinedData.safeParse(reply.data)
      if (parsed.success) onJoined(chatId, parsed.data.cid)
      return
    }
    this.leave(chatId)
    if (reply.code === 'line') return
    if (final.has(reply.code)) onRefused(chatId, reply.code)
    else timers.set(`join ${chatId}`, reply.retryAfterMs ?? joinAgainMs, () => onAgain(chatId))
  }
}
