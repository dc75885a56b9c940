import { limits } from '#protocol/limits'
import { el, setAttribute, setText } from './element.ts'
import { createErrorLine } from './field.ts'

/** The digits of whatever was typed or pasted, at most eight: "1234 5678", "OTP 12345678". */
export const digitsOf = (text: string): string => text.replace(/\D/g, '').slice(0, limits.otpDigits)

const createCells = () => {
  const cells = Array.from({ length: limits.otpDigits }, () => el('span'))
  const element = el('div', { class: 'cells', 'aria-hidden': 'true' }, ...cells)
  return {
    element,
    update(digits: string): void {
      cells.forEach((cell, index) => {
        setText(cell, digits[index] ?? '')
        setAttribute(cell, 'class', index === digits.length ? 'cur' : null)
      })
    },
  }
}

/** One real field, `#otp`, over eight drawn cells. `refuse` says what is wrong and selects the digits, so typing replaces them. */
export const createCodeField = (label: string) => {
  const cells = createCells()
  const error = createErrorLine('otp-error')
  const input = el('input', {
    id: 'otp',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    'aria-describedby': 'otp-where otp-error',
  })
  const say = (sentence: string): void => {
    error.show(sentence)
    setAttribute(input, 'aria-invalid', sentence === '' ? null : 'true')
  }
  const toEnd = (): void => input.setSelectionRange(input.value.length, input.value.length)
  const draw = (): void => {
    const digits = digitsOf(input.value)
    if (input.value !== digits) input.value = digits
    cells.update(digits)
    say('')
  }
  input.addEventListener('input', draw)
  input.addEventListener('click', toEnd)
  draw()
  return {
    element: el(
      'div',
      { class: 'field' },
      el('label', { for: 'otp' }, label),
      el('div', { class: 'otp' }, cells.element, input),
      error.element,
    ),
    value: (): string => digitsOf(input.value),
    focus: (): void => input.focus(),
    refuse(sentence: string): void {
      say(sentence)
      input.focus()
      input.select()
    },
  }
}
