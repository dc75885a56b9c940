let early: MessageEvent[] | null = null

/** What the worker says to a page that still loads, and so before anybody listens, is kept. */
export const catchMessages = (): void => {
  early = []
  navigator.serviceWorker?.addEventListener('message', (event) => void early?.push(event))
}

/** All that was kept so far; nothing is from now on. */
export const caughtMessages = (): readonly MessageEvent[] => {
  const caught = early ?? []
  early = null
  return caught
}
