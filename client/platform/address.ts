const named = /^#chat=([\w-]{1,64})$/

/** The conversation that the page's address names, so that a reload opens it again and the back key leaves it. */
export const address = {
  chatId: (): string | null => address.chatIdIn(location.hash),
  chatIdIn: (hash: string): string | null => named.exec(hash)?.[1] ?? null,
  /** From the list a step forward, which the back key takes back; from one conversation to another none. */
  toChat: (chatId: string): void => {
    const isFromList = address.chatId() === null
    history[isFromList ? 'pushState' : 'replaceState'](
      { isFromList: isFromList || history.state?.isFromList === true },
      '',
      `#chat=${chatId}`,
    )
  },
  /** As `toChat`, and whoever listens for the address is told. */
  follow: (chatId: string): void => {
    if (chatId === address.chatId()) return
    address.toChat(chatId)
    window.dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  },
  toList: (): void => {
    const isFromList = history.state?.isFromList === true
    // At once, for the step back takes a moment: asked twice, it must not leave the page.
    history.replaceState(null, '', location.pathname + location.search)
    if (isFromList) history.back()
  },
}

/** Tells when the person goes back or forward, or changes the address. Returns its stop. */
export const onAddress = (tell: () => void): (() => void) => {
  const listening = new AbortController()
  window.addEventListener('popstate', tell, { signal: listening.signal })
  return () => listening.abort()
}
