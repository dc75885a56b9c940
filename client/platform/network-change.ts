import type { Clock } from './clock.ts'
import { onVisibility } from './visibility.ts'

/** `path`: the ways through the network may be others. `seen`: the person looks again, after a moment only. */
export type NetworkChange = 'path' | 'seen'

/** Hidden for longer a page may have slept, and its device have moved. */
const sleptMs = 10_000

type Connection = EventTarget & { type?: string }

/** Another network, or none, or the page is seen again. Returns its stop. */
export const onNetwork = (tell: (change: NetworkChange) => void, { now }: Pick<Clock, 'now'>): (() => void) => {
  const listening = new AbortController()
  const { signal } = listening
  const { connection } = navigator as Navigator & { connection?: Connection }
  let kind = connection?.type
  let hiddenAt: number | null = null

  // It also tells each new guess of how fast the network is.
  const onConnection = (): void => {
    if (connection?.type === kind) return
    kind = connection?.type
    tell('path')
  }
  const onSeen = (isVisible: boolean): void => {
    if (!isVisible) {
      hiddenAt ??= now()
      return
    }
    const hasSlept = hiddenAt !== null && now() - hiddenAt >= sleptMs
    hiddenAt = null
    tell(hasSlept ? 'path' : 'seen')
  }
  for (const event of ['online', 'offline']) addEventListener(event, () => tell('path'), { signal })
  connection?.addEventListener('change', onConnection, { signal })
  const stopSeeing = onVisibility(onSeen)
  return () => {
    stopSeeing()
    listening.abort()
  }
}
