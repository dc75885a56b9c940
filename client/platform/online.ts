export const isOnline = (): boolean => navigator.onLine

/** Tells each change of what the device believes about its network. Returns its stop. */
export const onOnline = (tell: (online: boolean) => void): (() => void) => {
  const listening = new AbortController()
  const { signal } = listening
  window.addEventListener('online', () => tell(true), { signal })
  window.addEventListener('offline', () => tell(false), { signal })
  return () => listening.abort()
}
