import { onVisibility } from './visibility.ts'

type Connection = EventTarget

/** Another network, or none, or the page is seen again, which may have slept. Returns its stop. */
export const onNetwork = (tell: () => void): (() => void) => {
  const listening = new AbortController()
  const { signal } = listening
  for (const event of ['online', 'offline']) addEventListener(event, tell, { signal })
  const { connection } = navigator as Navigator & { connection?: Connection }
  connection?.addEventListener('change', tell, { signal })
  const stopVisibility = onVisibility((visible) => visible && tell())
  return () => {
    stopVisibility()
    listening.abort()
  }
}
