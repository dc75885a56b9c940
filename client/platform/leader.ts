export type Leader = { isLeading: () => boolean; stop: () => void }

/**
 * One tab of a browser leads; the next one takes over when it goes. Where there are no locks (plain http, old
 * browsers) each tab leads: two tabs that send the same rows in the same order under the same ids do no harm.
 */
export const leadAmongTabs = (name: string, onLead: () => void): Leader => {
  let leading = false
  const stopped = new AbortController()
  const { signal } = stopped

  const lead = (): void => {
    if (signal.aborted) return
    leading = true
    onLead()
  }
  const untilStopped = (): Promise<void> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve())
      lead()
    })

  if (navigator.locks) navigator.locks.request(name, { signal }, untilStopped).catch(lead)
  else queueMicrotask(lead)

  return {
    isLeading: () => leading,
    stop: () => {
      leading = false
      stopped.abort()
    },
  }
}
