/** A call stands over all of the page: what comes in beneath it is not seen. */
export const isUnderCall = (): boolean => document.querySelector('dialog.call-page[open]') !== null

/** Somebody sees what the page shows. */
export const isPageSeen = (): boolean => document.visibilityState === 'visible' && !isUnderCall()

/** Tells whenever that may have changed. Returns its stop. */
export const onPageSeen = (tell: () => void): (() => void) => {
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('visibilitychange', tell, { signal })
  // A dialog tells it to nobody around it, but on the way down it can be heard.
  document.addEventListener('close', tell, { signal, capture: true })
  return () => listening.abort()
}
