import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'
import { icon } from './icon.ts'

type SearchFieldOptions = {
  t: Texts
  onType(q: string): void
  onClear(): void
  /** Down into the results. */
  onEnter(): void
  /** Enter: the first of them. */
  onFirst(): void
}

const mostLetters = 500

/** Where the admin writes what they look for. Escape clears it, and leaves it when it is empty. */
export const createSearchField = ({ t, onType, onClear, onEnter, onFirst }: SearchFieldOptions) => {
  const input = el('input', {
    id: 'search',
    class: 'input',
    type: 'search',
    maxlength: mostLetters,
    placeholder: t.searchPlaceholder,
    'aria-label': t.searchPlaceholder,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    enterkeyhint: 'search',
  })
  const clear = el('button', { type: 'button', class: 'ghost', 'aria-label': t.clearSearch, hidden: true })
  clear.append(icon('x', 'md'))
  input.addEventListener('input', () => onType(input.value))
  clear.addEventListener('click', () => {
    onClear()
    input.focus()
  })
  const keys: Record<string, () => void> = {
    Escape: () => (input.value === '' ? input.blur() : onClear()),
    ArrowDown: onEnter,
    Enter: onFirst,
  }
  input.addEventListener('keydown', (event) => {
    const run = keys[event.key]
    if (!run || event.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    run()
  })
  return {
    element: el('div', { class: 'search', role: 'search' }, icon('search', 'md'), input, clear),
    focus(): void {
      input.focus()
      input.select()
    },
    update(q: string): void {
      if (input.value !== q) input.value = q
      clear.hidden = q === ''
    },
  }
}
