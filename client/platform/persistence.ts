/** Asks the browser not to clear this site's data by itself. Firefox would ask the person, so it is left alone. */
export const keepData = (): void => {
  if (/\bFirefox\//.test(navigator.userAgent)) return
  void navigator.storage?.persist?.().catch(() => undefined)
}
