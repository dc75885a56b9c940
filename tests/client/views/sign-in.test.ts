import { describe, expect, mock, setSystemTime, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { digitsOf } from '#client/views/code-field'
import { minutesAndSeconds } from '#client/views/countdown'
import { type CodeSending, createSignIn } from '#client/views/sign-in'
import { find, type, useDom } from '#tests/support/dom'

useDom()

const settled = () => new Promise((resolve) => setTimeout(resolve))

const createDoor = ({
  sending = { sentTo: 'console', expiresInS: 300 } as CodeSending,
  refusal = null as string | null,
} = {}) => {
  const onSendCode = mock(async () => sending)
  const onSignIn = mock(async (_otp: string) => refusal)
  const door = createSignIn({ t: tr, lang: 'tr', onSendCode, onSignIn })
  document.body.append(door.element)
  const send = find<HTMLButtonElement>(door.element, '#btnOtpSend')
  const otp = find<HTMLInputElement>(door.element, '#otp')
  const open = find<HTMLButtonElement>(door.element, '#btnOtp')
  const form = find(door.element, 'form')
  return { door, send, otp, open, form, onSendCode, onSignIn }
}

describe('a code that is refused', () => {
  test('seven digits go no further than the form', async () => {
    const { door, otp, open, onSignIn } = createDoor()
    type(otp, '1234567')
    open.click()
    await settled()
    expect(onSignIn).not.toHaveBeenCalled()
    expect(find(door.element, '#otp-error').textContent).toBe(tr.codeRule)
    expect(otp.getAttribute('aria-invalid')).toBe('true')
  })

  test.each([
    ['unauthenticated', tr.codeWrong],
    ['rate_limited', tr.failure('rate_limited')],
    ['offline', tr.failure('offline')],
  ])('%s is said in words, and the next digit begins anew', async (refusal, sentence) => {
    const { door, otp, open } = createDoor({ refusal })
    type(otp, '12345678')
    open.click()
    await settled()
    expect(find(door.element, '#otp-error').textContent).toBe(sentence)
    expect([otp.selectionStart, otp.selectionEnd]).toEqual([0, 8])
    expect(open.disabled).toBe(false)
  })

  test('a code that could not be sent leaves the first step with its reason and its wait', async () => {
    const { door, send, form } = createDoor({ sending: { failure: 'rate_limited', retryAfterMs: 90_000 } })
    send.click()
    await settled()
    expect(form.hidden).toBe(true)
    expect(find(door.element, '#send-error').textContent).toBe(tr.failure('rate_limited'))
    expect(send.disabled).toBe(true)
    expect(send.textContent).toBe(`${tr.sendCode} 1:30`)
  })

  test('its reason does not follow to a code that is at hand', async () => {
    const { door, send } = createDoor({ sending: { failure: 'rate_limited', retryAfterMs: 90_000 } })
    send.click()
    await settled()
    send.parentElement?.querySelectorAll('button')[1]?.click()
    expect(find(door.element, '#otp').closest('form')?.hidden).toBe(false)
    expect(find(door.element, '#send-error').hidden).toBe(true)
  })
})

describe('the way in', () => {
  test.each([
    ['telegram', tr.codeToTelegram],
    ['console', tr.codeToConsole],
  ] as const)('a code sent to %s: the page says where to look and how long it lasts', async (sentTo, sentence) => {
    const { door, send, otp, form } = createDoor({ sending: { sentTo, expiresInS: 300 } })
    expect(form.hidden).toBe(true)
    send.click()
    await settled()
    expect(form.hidden).toBe(false)
    expect(find(door.element, '#otp-where').textContent).toBe(sentence)
    expect(find(door.element, '.lead').textContent).toContain(tr.codeValid('5:00'))
    expect(document.activeElement).toBe(otp)
  })

  test('the focus goes to what comes next, also where the function was handed on', () => {
    const { door, send, otp } = createDoor()
    const { focus } = door
    focus()
    expect(document.activeElement).toBe(send)
    ;[...door.element.querySelectorAll('button')].find((key) => key.textContent === tr.haveCode)?.click()
    focus()
    expect(document.activeElement).toBe(otp)
  })

  test('who has a code needs no sending', () => {
    const { door, form, otp, onSendCode } = createDoor()
    const have = [...door.element.querySelectorAll('button')].find((key) => key.textContent === tr.haveCode)
    have?.click()
    expect(form.hidden).toBe(false)
    expect(document.activeElement).toBe(otp)
    expect(onSendCode).not.toHaveBeenCalled()
  })

  test('the command that prints a code stands on the page', () => {
    expect(find(createDoor().door.element, 'code').textContent).toBe('konusma otp')
  })

  test('another code can be asked for after 30 s, and the first one runs out', async () => {
    const { door, send, onSendCode } = createDoor({ sending: { sentTo: 'telegram', expiresInS: 1 } })
    send.click()
    await settled()
    const again = [...door.element.querySelectorAll('button')].find((key) =>
      key.textContent?.startsWith(tr.sendCodeAgain),
    )
    expect(again?.disabled).toBe(true)
    expect(again?.textContent).toBe(`${tr.sendCodeAgain} 0:30`)
    setSystemTime(Date.now() + 30_000)
    await Bun.sleep(1100)
    setSystemTime()
    expect(again?.disabled).toBe(false)
    expect(again?.textContent).toBe(tr.sendCodeAgain)
    expect(find(door.element, '.lead').textContent).toContain(tr.codeExpired)
    again?.click()
    await settled()
    expect(onSendCode).toHaveBeenCalledTimes(2)
  })

  test('the code goes out once, however often the key is pressed', async () => {
    const { otp, open, onSignIn } = createDoor()
    type(otp, '12345678')
    open.click()
    open.click()
    await settled()
    expect(onSignIn.mock.calls).toEqual([['12345678']])
  })
})

describe('the field', () => {
  test('is one real field that a phone can fill', () => {
    const { otp } = createDoor()
    expect(otp.getAttribute('inputmode')).toBe('numeric')
    expect(otp.getAttribute('autocomplete')).toBe('one-time-code')
    expect(otp.maxLength).toBe(-1)
  })

  test('takes what is pasted with spaces or words, and draws it in eight cells', () => {
    const { door, otp } = createDoor()
    type(otp, 'OTP 1234 567')
    expect(otp.value).toBe('1234567')
    const cells = [...door.element.querySelectorAll('.cells span')]
    expect(cells.map((cell) => cell.textContent).join('|')).toBe('1|2|3|4|5|6|7|')
    expect(cells[7]?.className).toBe('cur')
  })

  test('keeps eight digits', () => {
    expect(digitsOf('12-34 56.789')).toBe('12345678')
    expect(digitsOf('kod yok')).toBe('')
  })
})

test('what is left is counted in whole seconds, never below nothing', () => {
  expect(minutesAndSeconds(271_001)).toBe('4:32')
  expect(minutesAndSeconds(9_000)).toBe('0:09')
  expect(minutesAndSeconds(-5)).toBe('0:00')
})
