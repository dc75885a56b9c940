import { afterAll, beforeAll, beforeEach } from 'bun:test'
import { GlobalRegistrator } from '@happy-dom/global-registrator'

/** A page for the tests of one file; what Bun itself calls `fetch`, `WebSocket` and the like is back when the file ends. */
export const useDom = (): void => {
  beforeAll(() => GlobalRegistrator.register({ url: 'http://localhost/' }))
  beforeEach(() => {
    document.body.replaceChildren()
    delete document.body.dataset.view
  })
  afterAll(() => GlobalRegistrator.unregister())
}

/** Finds one element or fails the test. */
export const find = <E extends Element = HTMLElement>(root: ParentNode, selector: string): E => {
  const found = root.querySelector<E>(selector)
  if (found === null) throw new Error(`nothing matches ${selector}`)
  return found
}

/** Puts a text into a field as a person does: the field tells of it. */
export const type = (field: HTMLInputElement | HTMLTextAreaElement, text: string): void => {
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** happy-dom lays nothing out: the sizes that a test needs are told, and the scrolling kept within them. Returns how to change them. */
export const giveBox = (element: HTMLElement, box: { clientHeight: number; scrollHeight: number }) => {
  let top = 0
  const clamped = (wanted: number): number => Math.max(0, Math.min(wanted, box.scrollHeight - box.clientHeight))
  Object.defineProperties(element, {
    clientHeight: { get: () => box.clientHeight },
    scrollHeight: { get: () => box.scrollHeight },
    scrollTop: {
      get: () => clamped(top),
      set(wanted: number) {
        top = clamped(wanted)
      },
    },
  })
  return (next: Partial<typeof box>): void => {
    Object.assign(box, next)
  }
}
