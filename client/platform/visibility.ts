export const isVisible = (): boolean => document.visibilityState === 'visible'

/** Tells each change; a page that is left counts as hidden, and one that comes back as visible. Returns its stop. */
export const onVisibility = (tell: (visible: boolean) => void): (() => void) => {
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('visibilitychange', () => tell(isVisible()), { signal })
  window.addEventListener('pagehide', () => tell(false), { signal })
  window.addEventListener('pageshow', ({ persisted }) => persisted && tell(isVisible()), { signal })
  return () => listening.abort()
}
