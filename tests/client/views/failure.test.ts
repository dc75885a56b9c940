import { describe, expect, mock, test } from 'bun:test'
import { mediumFailure } from '#client/i18n/medium-failures'
import { tr } from '#client/i18n/tr'
import { createFailure } from '#client/views/failure'
import { find, useDom } from '#tests/support/dom'
import { settled } from '#tests/support/settled'

useDom()

const create = (text: string) => {
  const calls = { onRetry: mock((_key: string) => {}), onDiscard: mock((_key: string) => {}) }
  const failure = createFailure({
    t: tr,
    key: 'c1',
    textOf: () => text,
    text: document.createElement('span'),
    ...calls,
  })
  const keys = () => [...failure.element.querySelectorAll('button')].filter(({ hidden }) => !hidden)
  const reason = () => find(failure.element, 'p').textContent
  return { ...failure, ...calls, keys, reason, names: () => keys().map(({ textContent }) => textContent) }
}

describe('below a picture that was refused', () => {
  test.each([
    ['too_large', 'Bu dosya çok büyük. Daha küçük bir dosya gönderin.'],
    ['unsupported_type', 'Bu türde dosyalar gönderilemiyor.'],
    ['bad_request', 'Bu dosya okunamıyor; bozuk olabilir.'],
    ['forbidden', tr.failure('forbidden')],
  ])('%s is said in words of a file', async (code, words) => {
    const { show, reason } = create('')

    show(code, 'image')
    await settled()

    expect(reason()).toBe(`${tr.failed} ${words}`)
  })

  test('stands what can be done, and nothing to copy where there is no caption', () => {
    const { show, names, keys, onRetry, onDiscard } = create('')

    show('too_large', 'image')
    for (const key of keys()) key.click()

    expect(names()).toEqual([tr.retry, tr.discard])
    expect([onRetry.mock.calls, onDiscard.mock.calls]).toEqual([[['c1']], [['c1']]])
  })

  test('its caption can be copied', () => {
    const { show, names } = create('fatura')

    show('too_large', 'image')

    expect(names()).toEqual([tr.retry, tr.copy, tr.discard])
  })
})

test('a picture that waits for room on the server says so and goes by itself', async () => {
  const { show, names, reason } = create('')

  show('no_room', 'image')
  await settled()

  expect(reason()).toBe(mediumFailure('no_room', tr))
  expect(names()).toEqual([tr.discard])
})

test('a text that is too long is said in words of a text', () => {
  const { show, reason } = create('uzun')

  show('too_large')

  expect(reason()).toBe(`${tr.failed} ${tr.failure('too_large')}`)
})

test('a reason that came late does not take the place of a newer one', async () => {
  const { show, reason } = create('')

  show('too_large', 'image')
  show('forbidden')
  await settled()

  expect(reason()).toBe(`${tr.failed} ${tr.failure('forbidden')}`)
})
