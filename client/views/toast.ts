import { el } from './element.ts'

const shownMs = 5000

let place: HTMLElement | null = null

// A live region speaks of what comes into it, so it has to stand in the page before the first word.
export const placeOfToasts = (): HTMLElement => {
  if (!place?.isConnected) {
    place = el('div', { class: 'toasts', role: 'status' })
    document.body.append(place)
  }
  return place
}

/** A word in passing: goes after 5 s (`false`), or, where it offers an action, when that is pressed (`true`). */
export const showToast = (text: string, { action }: { action?: string } = {}): Promise<boolean> =>
  new Promise((resolve) => {
    const key = action === undefined ? null : el('button', { type: 'button', class: 'key plain sm' }, action)
    const toast = el('div', { class: 'toast' }, el('span', {}, text), key)
    const leave = (acted: boolean): void => {
      toast.remove()
      resolve(acted)
    }
    if (key) key.addEventListener('click', () => leave(true))
    else setTimeout(() => leave(false), shownMs)
    placeOfToasts().append(toast)
  })
