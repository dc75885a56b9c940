const secondMs = 1000

/** "4:32" for 271,500 ms; whole seconds, rounded up. */
export const minutesAndSeconds = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / secondMs))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Calls `onTick` now and each second with what is left until `until`, the last time with 0; stops when `host` leaves the page. */
export const startCountdown = (host: HTMLElement, until: number, onTick: (leftMs: number) => void): (() => void) => {
  const tick = (): void => {
    const leftMs = Math.max(0, until - Date.now())
    if (leftMs === 0 || !host.isConnected) clearInterval(timer)
    onTick(leftMs)
  }
  const timer = setInterval(tick, secondMs)
  tick()
  return () => clearInterval(timer)
}
