import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createSearchField } from '#client/views/search-field'
import { createSearchResults, type SearchResultsState } from '#client/views/search-results'
import type { SearchHit } from '#protocol/http'
import { find, type, useDom } from '#tests/support/dom'
import { message, thread } from './fixtures.ts'

useDom()

const hit = (id: number, text: string, role: 'user' | 'admin' = 'user'): SearchHit => ({
  message: message({ id, text, role, chat_id: 'a' }),
  name: 'Eda',
  cid: 'Eda-7F3C',
})

const createResults = () => {
  const calls = {
    onOpen: mock((_chatId: string) => {}),
    onHit: mock((_hit: SearchHit) => {}),
    onMoreThreads: mock(() => {}),
    onMoreHits: mock(() => {}),
    onRetry: mock(() => {}),
    onAbove: mock(() => {}),
  }
  const view = createSearchResults({ t: tr, lang: 'tr', ...calls })
  view.element.hidden = false
  document.body.append(view.element)
  const update = (given: Partial<SearchResultsState>): void =>
    view.update({
      found: 'fatura',
      threads: [],
      hasMoreThreads: false,
      hits: [],
      hasMoreHits: false,
      loading: false,
      failed: null,
      openChatId: null,
      now: Date.now(),
      ...given,
    })
  const press = (key: string): boolean =>
    find(document, ':focus').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  return { ...calls, view, update, press }
}

describe('where nothing was found', () => {
  test('it says what was searched for, as text', () => {
    const { view, update } = createResults()
    update({ found: '<b>x</b>' })
    expect(view.element.textContent).toContain(tr.nothingFoundFor('<b>x</b>'))
    expect(view.element.querySelector('b')).toBeNull()
    expect(find(view.element, '[role=status]').textContent).toBe(tr.nothingFound)
  })

  test('it does not say so while it is still looking', () => {
    const { view, update } = createResults()
    update({ loading: true, found: '' })
    expect(view.element.textContent).not.toContain(tr.nothingFound)
    expect(find(view.element, '[role=status]').textContent).toBe(tr.searching)
  })

  test('because it failed it says why, and can be tried again', () => {
    const { view, update, onRetry } = createResults()
    update({ failed: 'offline' })
    expect(find(view.element, '[role=alert]').textContent).toBe(tr.searchFailed(tr.failure('offline')))
    find<HTMLButtonElement>(view.element, '.foot button').click()
    expect(onRetry).toHaveBeenCalledTimes(1)
  })
})

test('the words are lit in names and messages, and a message with markup is text', () => {
  const { view, update } = createResults()
  update({
    threads: [thread({ name: 'Fatura Danışma' })],
    hits: [hit(2, '<img src=x> faturam'), hit(1, 'FATURA', 'admin')],
  })
  expect([...view.element.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual([
    'Fatura',
    'fatura',
    'FATURA',
  ])
  expect(view.element.querySelector('img')).toBeNull()
  const said = [...view.element.querySelectorAll<HTMLElement>('.you')].map((you) => you.hidden)
  expect(said).toEqual([true, false])
})

test('of many conversations five are shown, then all, then more are asked for', () => {
  const { view, update, onMoreThreads } = createResults()
  const threads = Array.from({ length: 7 }, (_, nth) => thread({ chat_id: `c${nth}` }))
  update({ threads, hasMoreThreads: true })
  const rows = () => view.element.querySelectorAll('[data-chat-id]').length
  const more = find<HTMLButtonElement>(view.element, 'section:first-of-type > button')
  expect(rows()).toBe(5)
  more.click()
  expect(rows()).toBe(7)
  expect(onMoreThreads).toHaveBeenCalledTimes(0)
  more.click()
  expect(onMoreThreads).toHaveBeenCalledTimes(1)
})

test('arrows go through both groups and out above; a press opens', () => {
  const { view, update, press, onAbove, onHit, onOpen } = createResults()
  const one = hit(1, 'fatura')
  update({ threads: [thread({ chat_id: 'a' })], hits: [one] })
  view.first()?.focus()
  view.first()?.click()
  press('ArrowDown')
  find(document, ':focus').click()
  press('ArrowUp')
  press('ArrowUp')
  expect(onOpen.mock.calls).toEqual([['a']])
  expect(onHit.mock.calls).toEqual([[one]])
  expect(onAbove).toHaveBeenCalledTimes(1)
})

describe('the field', () => {
  const createField = () => {
    const calls = {
      onType: mock((_q: string) => {}),
      onClear: mock(() => {}),
      onEnter: mock(() => {}),
      onFirst: mock(() => {}),
    }
    const field = createSearchField({ t: tr, ...calls })
    document.body.append(field.element)
    const input = find<HTMLInputElement>(field.element, 'input')
    const press = (key: string) => input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    return { ...calls, field, input, press }
  }

  test('Escape clears it, and leaves it once it is empty', () => {
    const { field, input, press, onClear } = createField()
    field.update('fatura')
    field.focus()
    press('Escape')
    expect(onClear).toHaveBeenCalledTimes(1)
    field.update('')
    press('Escape')
    expect(document.activeElement).not.toBe(input)
  })

  test('tells what is typed; down and Enter lead to what was found', () => {
    const { field, input, press, onType, onEnter, onFirst } = createField()
    type(input, 'fat')
    press('ArrowDown')
    press('Enter')
    expect(onType.mock.calls).toEqual([['fat']])
    expect([onEnter, onFirst].map((call) => call.mock.calls.length)).toEqual([1, 1])
    expect(find(field.element, 'button').hidden).toBe(true)
    field.update('fat')
    expect(find(field.element, 'button').hidden).toBe(false)
  })
})
