/** An empty page of the product, as its HTML file has it, in a browser that remembers nothing. */
export const layPage = (): void => {
  localStorage.clear()
  history.replaceState(null, '', '/')
  const place = document.createElement('div')
  place.id = 'page'
  document.body.append(place)
}

/** A socket that never opens, unless a test speaks for the server through the last one that a page made. */
export class SilentSocket {
  static last: SilentSocket | null = null
  readonly #listeners: ((message: { data: string }) => void)[] = []

  constructor() {
    SilentSocket.last = this
  }

  addEventListener(event: string, listener: (message: { data: string }) => void): void {
    if (event === 'message') this.#listeners.push(listener)
  }

  close(): void {}
  send(): void {}

  hear(frame: object): void {
    for (const listener of this.#listeners) listener({ data: JSON.stringify(frame) })
  }
}

export const has = (selector: string): boolean => document.querySelector(selector) !== null

/** Waits until something stands on the page. */
export const appears = (selector: string): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!has(selector)) return
      watching.disconnect()
      resolve()
    }
    const watching = new MutationObserver(look)
    watching.observe(document.body, { childList: true, subtree: true })
    look()
  })
