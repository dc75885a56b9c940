type VisibleFrame = { event: 'visible'; data: { visible: boolean } }

/** Whether the page is in view, and whether the server knows. */
export type PageView = {
  /** False where it was so already. */
  turn: (visible: boolean) => boolean
  /** Where a socket is opened. A hidden page says so at once: until its first frame has come, it would count as visible. */
  addressOf: (url: string) => string
  /** Says to the server what it does not know yet. */
  tell: (send: (frame: VisibleFrame) => void) => void
}

export const createPageView = (): PageView => {
  let isVisible = true
  let countsAsVisible = true

  const addressOf: PageView['addressOf'] = (url) => {
    countsAsVisible = isVisible
    if (isVisible) return url
    const address = new URL(url)
    address.searchParams.set('hidden', '1')
    return address.href
  }

  return {
    turn: (visible) => {
      const isTurned = visible !== isVisible
      isVisible = visible
      return isTurned
    },
    addressOf,
    tell: (send) => {
      if (countsAsVisible === isVisible) return
      countsAsVisible = isVisible
      send({ event: 'visible', data: { visible: isVisible } })
    },
  }
}
