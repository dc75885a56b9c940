import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import { createDates } from '#client/views/dates'
import { createMessageRow } from '#client/views/message-row'
import { find, useDom } from '#tests/support/dom'
import { entry, noActions } from './fixtures.ts'

useDom()

const createRow = (given: Entry, actions: { onRetry?(key: string): void; onDiscard?(key: string): void } = {}) => {
  const options = {
    t: tr,
    self: 'user' as const,
    dates: createDates(tr, 'tr'),
    actions: noActions,
    nameOf: () => 'Siz',
    onRetry: () => {},
    onDiscard: () => {},
    ...actions,
  }
  const alone = { isContinued: false, isFollowed: false }
  const row = createMessageRow({ entry: given, ...alone }, options)
  const update = (next: Entry, place = alone): void => row.update({ entry: next, ...place })
  update(given)
  document.body.append(row.element)
  return { element: row.element, update }
}

describe('a hostile text', () => {
  test('stays text', () => {
    const text = '<img src=x onerror="alert(1)"><script>alert(1)</script>&lt;b&gt;'
    const { element } = createRow(entry({ text }))
    expect(element.querySelectorAll('img, script, b')).toHaveLength(0)
    expect(find(element, '.text').textContent).toBe(text)
  })

  test('makes no link that runs', () => {
    const { element } = createRow(entry({ text: 'javascript:alert(1) data:text/html,1' }))
    expect(element.querySelector('a')).toBeNull()
  })

  test('a link goes out without a trace of the page', () => {
    const { element } = createRow(entry({ text: 'bakın https://example.com/a.' }))
    const link = find<HTMLAnchorElement>(element, 'a')
    expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc')
    expect(link.getAttribute('target')).toBe('_blank')
    expect(link.getAttribute('href')).toBe('https://example.com/a')
    expect(find(element, '.text').textContent).toBe('bakın https://example.com/a.')
  })
})

describe('what a row says', () => {
  test('an unsent one has no id yet, and its element survives the ack', () => {
    const { element, update } = createRow(entry({ id: null, key: 'c1', state: 'queued' }))
    expect(element.dataset.id).toBeUndefined()
    expect(element.dataset.state).toBe('queued')
    const text = find(element, '.text').firstChild
    update(entry({ id: 7, key: 'c1', state: 'sent' }))
    expect(element.dataset.id).toBe('7')
    expect(element.dataset.state).toBe('sent')
    expect(find(element, '.text').firstChild).toBe(text)
  })

  test('another’s message has neither state nor tick', () => {
    const { element } = createRow(entry({ role: 'admin', mine: false }))
    expect(element.className).toBe('msg admin theirs tail')
    expect(element.dataset.state).toBeUndefined()
    expect(element.querySelector('.meta svg')).toBeNull()
  })

  test('the tick says its state in words and changes in place', () => {
    const { element, update } = createRow(entry({ state: 'queued' }))
    const tick = find(element, '.meta svg')
    const path = tick.firstElementChild
    for (const state of ['queued', 'sent', 'seen', 'failed'] as const) {
      update(entry({ state }))
      expect(tick.getAttribute('aria-label')).toBe(tr[state])
    }
    expect(find(element, '.meta svg')).toBe(tick)
    expect(tick.firstElementChild).toBe(path)
  })

  test('its time is exact for machines and short for people', () => {
    const { element } = createRow(entry({ at: 125 }))
    const time = find<HTMLTimeElement>(element, 'time')
    expect(time.textContent).toBe('14:05')
    expect(time.getAttribute('datetime')).toBe(new Date(entry({ at: 125 }).createdAt).toISOString())
  })

  test('its place in a run is in its classes, and changes without a new element', () => {
    const { element, update } = createRow(entry())
    update(entry(), { isContinued: true, isFollowed: true })
    expect(element.className).toBe('msg user mine cont more')
  })

  test('the direction of writing follows the text', () => {
    expect(find(createRow(entry({ text: 'مرحبا' })).element, 'p').getAttribute('dir')).toBe('auto')
  })

  test('emoji alone are large, an unknown kind says so', () => {
    expect(createRow(entry({ text: '🎉' })).element.classList.contains('big')).toBe(true)
    expect(find(createRow(entry({ text: '', type: 'image' })).element, '.text').textContent).toBe(tr.unknownMessage)
  })
})

describe('a failed message', () => {
  const failed = entry({ id: null, key: 'c9', text: 'adresim', state: 'failed', failure: 'forbidden' })

  test('says why, and can be tried again or deleted', () => {
    const onRetry = mock((_key: string) => {})
    const onDiscard = mock((_key: string) => {})
    const { element } = createRow(failed, { onRetry, onDiscard })
    expect(find(element, '.failure p').textContent).toBe(`${tr.failed} ${tr.failure('forbidden')}`)
    const [retry, , discard] = element.querySelectorAll<HTMLButtonElement>('.failure button')
    retry?.click()
    discard?.click()
    expect(onRetry.mock.calls).toEqual([['c9']])
    expect(onDiscard.mock.calls).toEqual([['c9']])
  })

  test('its text goes to the clipboard as it was written', async () => {
    const { element } = createRow(failed)
    const copy = element.querySelectorAll<HTMLButtonElement>('.failure button')[1]
    copy?.click()
    await new Promise((resolve) => setTimeout(resolve))
    expect(await navigator.clipboard.readText()).toBe('adresim')
    expect(copy?.textContent).toBe(tr.copied)
  })

  test('where the clipboard is closed the text is selected instead', async () => {
    const { element } = createRow(failed)
    const closed = mock(() => Promise.reject(new Error('closed')))
    Object.defineProperty(navigator.clipboard, 'writeText', { configurable: true, value: closed })
    const copy = element.querySelectorAll<HTMLButtonElement>('.failure button')[1]
    copy?.click()
    await new Promise((resolve) => setTimeout(resolve))
    expect(closed).toHaveBeenCalled()
    expect(getSelection()?.toString()).toBe('adresim')
    expect(copy?.textContent).toBe(tr.copy)
  })

  test('the words go when it is on its way again', () => {
    const { element, update } = createRow(failed)
    update({ ...failed, state: 'queued', failure: null })
    expect(element.querySelector('.failure')).toBeNull()
  })

  test('one that only this page holds says so, and there is nothing to try again', () => {
    const { element } = createRow({ ...failed, state: 'queued', failure: 'storage' })

    expect(find(element, '.failure p').textContent).toBe(tr.failure('storage'))
    expect(find<HTMLButtonElement>(element, '.failure button').hidden).toBe(true)
  })
})
