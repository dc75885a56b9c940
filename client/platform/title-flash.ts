import type { Clock } from './clock.ts'

const everyMs = 1000

export type TitleFlash = { start: (text: string) => void; stop: () => void }

/** The page's title takes turns with another one, so that its tab is found among others. */
export const createTitleFlash = ({ after }: Pick<Clock, 'after'>): TitleFlash => {
  let text: string | null = null
  let title = ''
  let cancel = (): void => {}

  const turn = (): void => {
    if (text === null) return
    if (document.title === text) document.title = title
    else {
      // The page may have taken another one meanwhile.
      title = document.title
      document.title = text
    }
    cancel = after(everyMs, turn)
  }
  const stop = (): void => {
    cancel()
    if (document.title === text) document.title = title
    text = null
  }
  const start = (next: string): void => {
    if (next === text) return
    stop()
    text = next
    turn()
  }
  return { start, stop }
}
