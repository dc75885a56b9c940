import type { CacheStore } from '#client/platform/cache-store'
import type { Clock } from '#client/platform/clock'
import type { Side } from '#protocol/messages'
import type { Api } from './api.ts'
import type { LineSocket } from './line.ts'

export type RoomPorts = {
  line: Pick<LineSocket, 'request' | 'tell' | 'lose'>
  api: Pick<Api, 'olderMessages' | 'newestMessages'>
  cache: CacheStore
  clock: Clock
  random: () => number
  isVisible: () => boolean
  self: Side
  /** When the server was heard last. */
  heardAt: () => number
  onChange: (chatId: string) => void
  /** The server will not let this page in. */
  onRefused: (chatId: string, code: string) => void
}
