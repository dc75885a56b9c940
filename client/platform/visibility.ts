export const isVisible = (): boolean => document.visibilityState === 'visible'

/** Tells each change, and a page that comes back out of the browser's cache as visible. Returns its stop. */
export const onVisibility = (tell: (visible: boolean) => void): (() => void) => {
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('visibilitychange', () => tell(isVisible()), { signal })
  window.addEventListener('pageshow', ({ persisted }) => persisted && tell(isVisible()), { signal })
  return () => listening.abort()
}
