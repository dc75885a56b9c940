/** Somebody sees what the page shows: it is visible, and no call stands over all of it. */
export const isPageSeen = (): boolean =>
  document.visibilityState === 'visible' && document.querySelector('dialog.call-page[open]') === null

/** Tells whenever that may have changed. Returns its stop. */
export const onPageSeen = (tell: () => void): (() => void) => {
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('visibilitychange', tell, { signal })
  // A dialog tells it to nobody around it, but on the way down it can be heard.
  document.addEventListener('close', tell, { signal, capture: true })
  return () => listening.abort()
}
