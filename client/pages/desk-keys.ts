/** What a key of the keyboard does, by its name as `KeyboardEvent.key` has it; true where it did something. */
export type DeskKeys = Record<string, (event: KeyboardEvent) => boolean | undefined>

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

const isSearchKey = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey

const isWriting = ({ key, target }: KeyboardEvent): boolean => isField(target) && !/^F\d/.test(key)

/**
 * The desk's single keys: not while one types (a function key writes nothing), not with Ctrl, Alt or ⌘, and not while a
 * dialog is open. Ctrl or ⌘ with K searches from anywhere. Returns its stop.
 */
export const listenToDeskKeys = (keys: DeskKeys, onSearch: () => void): (() => void) => {
  const listening = new AbortController()
  const hear = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    if (isSearchKey(event)) {
      event.preventDefault()
      onSearch()
      return
    }
    if (event.ctrlKey || event.altKey || event.metaKey || isWriting(event)) return
    if (keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.(event)) event.preventDefault()
  }
  document.addEventListener('keydown', hear, { signal: listening.signal })
  return () => listening.abort()
}
