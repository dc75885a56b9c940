import type { Clock } from '#client/platform/clock'

const everyMs = 1000

export type Looks = { start: () => void; stop: () => void }

type Looked = { beat: () => void; received: () => Promise<number | null> }

/** Once a second: says over the link that this end is there, and looks what came over it. */
export const createLooks = <Link extends Looked>(
  clock: Clock,
  { link, onReceived }: { link: () => Link | null; onReceived: (received: number) => void },
): Looks => {
  let cancel: (() => void) | null = null

  const look = async (): Promise<void> => {
    const looked = link()
    looked?.beat()
    const received = await looked?.received()
    // Meanwhile it may be another one, or all may be over.
    if (cancel && looked === link() && typeof received === 'number') onReceived(received)
  }
  const next = (): void => {
    cancel = clock.after(everyMs, () => {
      next()
      void look()
    })
  }
  const stop = (): void => {
    cancel?.()
    cancel = null
  }
  const start = (): void => {
    if (cancel === null) next()
  }
  return { start, stop }
}
