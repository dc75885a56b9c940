import type { Texts } from '#client/i18n/tr'
import { limits } from '#protocol/limits'
import { createCodeField } from './code-field.ts'
import { minutesAndSeconds, startCountdown } from './countdown.ts'
import { el, setAttribute, setText } from './element.ts'
import { createErrorLine } from './field.ts'
import { icon } from './icon.ts'
import { mark } from './mark.ts'

export type CodeSending =
  | { sentTo: 'telegram' | 'console'; expiresInS: number }
  | { failure: string; retryAfterMs?: number }

type SignInOptions = {
  t: Texts
  lang: string
  onSendCode(): Promise<CodeSending>
  /** Resolves to `null` when the desk opens, else to a refusal code or `offline`. */
  onSignIn(otp: string): Promise<string | null>
}

const resendAfterMs = 30_000

const createKeys = (t: Texts) => ({
  send: el(
    'button',
    { id: 'btnOtpSend', type: 'button', class: 'key sky lg wide' },
    icon('code'),
    el('span', {}, t.sendCode),
  ),
  have: el('button', { type: 'button', class: 'key plain wide' }, t.haveCode),
  open: el('button', { id: 'btnOtp', class: 'key sky lg wide' }, t.signIn),
  again: el('button', { type: 'button', class: 'key plain' }),
})

class SignIn {
  readonly element: HTMLElement
  readonly #options: SignInOptions
  readonly #keys
  readonly #field
  readonly #title = el('h1')
  readonly #where = el('span', { id: 'otp-where' })
  readonly #valid = el('span', { class: 'num' })
  readonly #error = createErrorLine('send-error')
  readonly #sending: HTMLElement
  readonly #entering: HTMLFormElement
  #stopValid = (): void => {}
  #stopWait = (): void => {}

  constructor(options: SignInOptions) {
    const { t } = options
    this.#options = options
    this.#keys = createKeys(t)
    this.#field = createCodeField(t.codeLabel)
    this.#sending = el('div', { class: 'card' }, this.#keys.send, this.#keys.have)
    this.#entering = el('form', { class: 'card', novalidate: true }, this.#field.element, this.#keys.open)
    const words = el('div', {}, this.#title, el('p', { class: 'lead' }, this.#where, ' ', this.#valid))
    const command = el('p', { class: 'tiny' }, `${t.codeByCommand} `, el('code', {}, 'konusma otp'))
    const box = el(
      'div',
      { class: 'box' },
      mark(),
      words,
      this.#sending,
      this.#entering,
      this.#error.element,
      this.#keys.again,
      command,
    )
    this.element = el('main', { class: 'hello' }, box)
    this.#show('send')
    this.#listen()
  }

  focus(): void {
    if (this.#entering.hidden) this.#keys.send.focus()
    else this.#field.focus()
  }

  #listen(): void {
    this.#keys.send.addEventListener('click', () => void this.#sendCode())
    this.#keys.again.addEventListener('click', () => void this.#sendCode())
    this.#keys.have.addEventListener('click', () => this.#show('code'))
    this.#entering.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#signIn()
    })
  }

  #show(step: 'send' | 'code'): void {
    const { t } = this.#options
    const isCode = step === 'code'
    this.#sending.hidden = isCode
    this.#entering.hidden = !isCode
    this.#keys.again.hidden = !isCode
    setText(this.#title, isCode ? t.codeTitle : t.signInTitle)
    setText(this.#where, isCode ? t.codeRule : t.signInLead)
    this.#error.show('')
    this.#wait(0)
    if (isCode) this.#field.focus()
  }

  async #sendCode(): Promise<void> {
    const { t, onSendCode } = this.#options
    if (this.#keys.send.disabled || this.#keys.again.disabled) return
    this.#lockSending(true)
    this.#error.show('')
    const sending = await onSendCode()
    this.#lockSending(false)
    if ('failure' in sending) return this.#refuse(sending.failure, sending.retryAfterMs ?? 0)
    this.#show('code')
    setText(this.#where, sending.sentTo === 'telegram' ? t.codeToTelegram : t.codeToConsole)
    this.#countValidity(sending.expiresInS * 1000)
    this.#wait(resendAfterMs)
  }

  #lockSending(locked: boolean): void {
    setAttribute(this.#keys.send, 'aria-busy', locked ? 'true' : null)
    this.#keys.send.disabled = locked
    this.#keys.again.disabled = locked
  }

  #refuse(code: string, retryAfterMs: number): void {
    this.#error.show(this.#options.t.failure(code))
    this.#wait(retryAfterMs)
  }

  #countValidity(ms: number): void {
    const { t } = this.#options
    this.#stopValid()
    this.#stopValid = startCountdown(this.element, Date.now() + ms, (leftMs) =>
      setText(this.#valid, leftMs === 0 ? t.codeExpired : t.codeValid(minutesAndSeconds(leftMs))),
    )
  }

  #wait(ms: number): void {
    const { t } = this.#options
    this.#stopWait()
    this.#stopWait = startCountdown(this.element, Date.now() + ms, (leftMs) => {
      const left = leftMs === 0 ? '' : ` ${minutesAndSeconds(leftMs)}`
      this.#keys.again.disabled = leftMs > 0
      this.#keys.send.disabled = leftMs > 0
      setText(this.#keys.again, t.sendCodeAgain + left)
      setText(this.#keys.send.lastElementChild ?? this.#keys.send, t.sendCode + left)
    })
  }

  async #signIn(): Promise<void> {
    const { t, onSignIn } = this.#options
    const otp = this.#field.value()
    if (this.#keys.open.disabled) return
    if (otp.length < limits.otpDigits) return this.#field.refuse(t.codeRule)
    this.#keys.open.disabled = true
    const code = await onSignIn(otp)
    this.#keys.open.disabled = false
    if (code !== null) this.#field.refuse(code === 'unauthenticated' ? t.codeWrong : t.failure(code))
  }
}

/** The way to the desk: ask for a code (`#btnOtpSend`) or say that one is at hand, then enter it (`#otp`, `#btnOtp`). */
export const createSignIn = (options: SignInOptions): { element: HTMLElement; focus: () => void } => {
  const door = new SignIn(options)
  return { element: door.element, focus: () => door.focus() }
}
