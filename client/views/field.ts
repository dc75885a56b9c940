import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

type FieldOptions = { id: string; label: string; placeholder: string; autocomplete: string }

/** A sentence that says what is wrong, in a place that is announced when it fills; empty it takes no room. */
export const createErrorLine = (id: string) => {
  const words = el('span')
  const element = el('p', { class: 'err', id, role: 'alert', hidden: true }, icon('alert', 'sm'), words)
  return {
    element,
    show(sentence: string): void {
      element.hidden = sentence === ''
      setText(words, sentence)
    },
  }
}

/** A labelled line of text. `refuse` says what is wrong with it and puts the caret back; the next change takes that away. */
export const createField = ({ id, label, placeholder, autocomplete }: FieldOptions) => {
  const error = createErrorLine(`${id}-error`)
  const input = el('input', {
    id,
    class: 'input',
    placeholder,
    autocomplete,
    autocapitalize: 'words',
    spellcheck: 'false',
    'aria-describedby': `${id}-error`,
  })
  const say = (sentence: string): void => {
    error.show(sentence)
    setAttribute(input, 'aria-invalid', sentence === '' ? null : 'true')
  }
  input.addEventListener('input', () => say(''))
  return {
    element: el('div', { class: 'field' }, el('label', { for: id }, label), input, error.element),
    input,
    refuse(sentence: string): void {
      say(sentence)
      input.focus()
    },
  }
}
