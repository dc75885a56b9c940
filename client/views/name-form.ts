import type { Texts } from '#client/i18n/tr'
import { limits } from '#protocol/limits'
import { codePoints, type Language } from '#protocol/text'
import { el, setAttribute } from './element.ts'
import { createField } from './field.ts'
import { icon } from './icon.ts'
import { createLanguageKey } from './language-key.ts'
import { mark } from './mark.ts'

type NameFormOptions = {
  t: Texts
  lang: Language
  adminName: string
  telegram: boolean
  /** What stands in the field at first: the form is drawn anew in the other language. */
  name?: string
  /** Resolves to `null` when the conversation is open, else to a refusal code or `offline`. */
  onStart(name: string): Promise<string | null>
  onLanguage(): void
}

const isName = (name: string): boolean => name !== '' && codePoints(name) <= limits.nameLength

const sentence = (code: string, t: Texts): string => (code === 'bad_request' ? t.nameRule : t.failure(code))

const createPromise = ({ t, adminName, telegram }: NameFormOptions): HTMLElement =>
  el(
    'p',
    { class: 'promise' },
    icon('shield', 'sm'),
    el('span', {}, telegram ? t.privacyTelegram(adminName) : t.privacy(adminName)),
  )

/** What a new visitor sees first: one question, `#name`, and one key, `#btnStart`. */
export const createNameForm = (options: NameFormOptions) => {
  const { t, name: typed = '', onStart, onLanguage } = options
  const field = createField({
    id: 'name',
    label: t.nameLabel,
    placeholder: t.namePlaceholder,
    autocomplete: 'given-name',
  })
  field.input.value = typed
  const key = el('button', { id: 'btnStart', class: 'key sky lg wide' }, t.start)
  const form = el('form', { class: 'card', novalidate: true }, field.element, key)

  const start = async (): Promise<void> => {
    if (key.hasAttribute('aria-busy')) return
    const name = field.input.value.trim()
    if (!isName(name)) return field.refuse(t.nameRule)
    setAttribute(key, 'aria-busy', 'true')
    key.textContent = t.starting
    const code = await onStart(name)
    setAttribute(key, 'aria-busy', null)
    key.textContent = t.start
    if (code !== null) field.refuse(sentence(code, t))
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void start()
  })
  const greeting = el('div', {}, el('h1', {}, t.hello), el('p', { class: 'lead' }, t.startLead))
  const box = el(
    'div',
    { class: 'box' },
    mark(),
    greeting,
    form,
    createPromise(options),
    createLanguageKey(t, onLanguage),
  )
  return {
    element: el('main', { class: 'hello' }, box),
    focus: () => field.input.focus(),
    name: () => field.input.value,
  }
}
