import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createMessageList } from '#client/views/message-list'
import { find, giveBox, useDom } from '#tests/support/dom'
import { conversation, entry, noActions } from './fixtures.ts'

useDom()

const createList = ({ self = 'user' as 'user' | 'admin', clientHeight = 500, scrollHeight = 500 } = {}) => {
  const calls = {
    onOlder: mock(() => {}),
    onRetry: mock(() => {}),
    onDiscard: mock(() => {}),
    onSeen: mock((_id: number) => {}),
  }
  const view = createMessageList({ t: tr, lang: 'tr', self, adminName: 'Muhsin', actions: noActions, ...calls })
  document.body.append(view.element)
  const list = find(view.element, '#msgs')
  const resize = giveBox(list, { clientHeight, scrollHeight })
  const scrollTo = (top: number): void => {
    list.scrollTop = top
    list.dispatchEvent(new Event('scroll'))
  }
  const jump = find<HTMLButtonElement>(view.element, '.jump')
  return { ...calls, view, list, resize, scrollTo, jump }
}

const theirs = (id: number) => entry({ id, role: 'admin', mine: false, at: id })
const keysOf = (list: Element): string[] =>
  [...list.querySelectorAll<HTMLElement>('.msg')].map((row) => row.dataset.id ?? 'unsent')

describe('what is said to be seen', () => {
  test('nothing in a hidden page, nothing above the end, nothing of one’s own', () => {
    const { view, onSeen, resize, scrollTo } = createList()
    view.update(conversation({ entries: [entry({ id: 1 })] }))
    expect(onSeen).not.toHaveBeenCalled()
    resize({ scrollHeight: 2000 })
    scrollTo(300)
    view.update(conversation({ entries: [entry({ id: 1 }), theirs(2)] }))
    expect(onSeen).not.toHaveBeenCalled()
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' })
    scrollTo(1500)
    expect(onSeen).not.toHaveBeenCalled()
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' })
    document.dispatchEvent(new Event('visibilitychange'))
    expect(onSeen.mock.calls).toEqual([[2]])
  })

  test('nothing while the list is not drawn', () => {
    const { view, onSeen } = createList({ clientHeight: 0 })
    view.update(conversation({ entries: [theirs(1)] }))
    expect(onSeen).not.toHaveBeenCalled()
  })

  test('each newest one once, and only upwards', () => {
    const { view, onSeen } = createList()
    view.update(conversation({ entries: [theirs(1), theirs(2)] }))
    view.update(conversation({ entries: [theirs(1), theirs(2)], otherTyping: true }))
    view.update(conversation({ entries: [theirs(1)] }))
    view.update(conversation({ entries: [theirs(1), theirs(3)] }))
    expect(onSeen.mock.calls).toEqual([[2], [3]])
  })

  test('the next conversation starts anew', () => {
    const { view, onSeen } = createList()
    view.update(conversation({ chatId: 'a', entries: [theirs(9)] }))
    view.update(conversation({ chatId: 'b', entries: [theirs(4)] }))
    expect(onSeen.mock.calls).toEqual([[9], [4]])
  })
})

describe('older messages', () => {
  const long = { scrollHeight: 5000 }
  const nextTask = () => new Promise((resolve) => setTimeout(resolve))

  test('are not asked for where there are none, where they are on their way, or far from the top', async () => {
    const { view, onOlder, scrollTo } = createList(long)
    view.update(conversation({ entries: [theirs(1)] }))
    scrollTo(0)
    view.update(conversation({ entries: [theirs(1)], hasOlder: true, loadingOlder: true }))
    scrollTo(4000)
    view.update(conversation({ entries: [theirs(1)], hasOlder: true }))
    await nextTask()
    expect(onOlder).not.toHaveBeenCalled()
  })

  test('are asked for once a page, also when the asking came to nothing', async () => {
    const { view, onOlder, scrollTo } = createList(long)
    view.update(conversation({ entries: [theirs(5)], hasOlder: true }))
    scrollTo(100)
    view.update(conversation({ entries: [theirs(5)], hasOlder: true, loadingOlder: true }))
    view.update(conversation({ entries: [theirs(5)], hasOlder: true }))
    scrollTo(90)
    await nextTask()
    expect(onOlder).toHaveBeenCalledTimes(1)
    scrollTo(4000)
    scrollTo(100)
    await nextTask()
    expect(onOlder).toHaveBeenCalledTimes(2)
    view.update(conversation({ entries: [theirs(4), theirs(5)], hasOlder: true }))
    scrollTo(80)
    await nextTask()
    expect(onOlder).toHaveBeenCalledTimes(3)
  })

  test('fill a screen that is not full', async () => {
    const { view, onOlder } = createList()
    view.update(conversation({ entries: [theirs(5)], hasOlder: true }))
    await nextTask()
    expect(onOlder).toHaveBeenCalledTimes(1)
  })

  test('their row says what happens, and can be pressed', () => {
    const { view, list, onOlder } = createList({ clientHeight: 0 })
    view.update(conversation({ entries: [theirs(5)], hasOlder: true }))
    const key = find<HTMLButtonElement>(list, '.older button')
    expect(key.textContent).toBe(tr.loadOlder)
    key.click()
    expect(onOlder).toHaveBeenCalledTimes(1)
    view.update(conversation({ entries: [theirs(5)], hasOlder: true, loadingOlder: true }))
    expect(key.textContent).toBe(tr.loading)
    expect(key.disabled).toBe(true)
    view.update(conversation({ entries: [theirs(5)] }))
    expect(list.querySelector('.older')).toBeNull()
  })
})

describe('the place of the reader', () => {
  test('who reads above is not carried along, and is told how many came', () => {
    const { view, list, scrollTo, jump } = createList({ scrollHeight: 3000 })
    view.update(conversation({ entries: [theirs(1)] }))
    scrollTo(1000)
    view.update(conversation({ entries: [theirs(1), theirs(2), theirs(3)] }))
    expect(list.scrollTop).toBe(1000)
    expect(jump.hidden).toBe(false)
    expect(find(jump, '.badge').textContent).toBe('2')
    expect(jump.getAttribute('aria-label')).toBe(`${tr.toNewest}: ${tr.newMessages('2')}`)
    jump.click()
    expect(list.scrollTop).toBe(2500)
  })

  test('who is at the end follows', () => {
    const { view, list, resize, jump } = createList({ scrollHeight: 3000 })
    view.update(conversation({ entries: [theirs(1)] }))
    resize({ scrollHeight: 3100 })
    view.update(conversation({ entries: [theirs(1), theirs(2)] }))
    expect(list.scrollTop).toBe(2600)
    expect(find(jump, '.badge').hidden).toBe(true)
  })

  test('one’s own new message leads to the end', () => {
    const { view, list, scrollTo } = createList({ scrollHeight: 3000 })
    view.update(conversation({ entries: [theirs(1)] }))
    scrollTo(1000)
    view.update(conversation({ entries: [theirs(1), entry({ id: null, key: 'c1', state: 'queued' })] }))
    expect(list.scrollTop).toBe(2500)
  })
})

describe('rows', () => {
  test('keep their elements through everything that comes', () => {
    const { view, list } = createList()
    const unsent = entry({ id: null, key: 'c1', at: 9, state: 'queued' })
    view.update(conversation({ entries: [theirs(2), unsent] }))
    const [first, second] = list.querySelectorAll('.msg')
    view.update(conversation({ entries: [theirs(1), theirs(2), theirs(3), { ...unsent, id: 4, state: 'sent' }] }))
    expect(keysOf(list)).toEqual(['1', '2', '3', '4'])
    expect(list.querySelectorAll('.msg')[1]).toBe(first)
    expect(list.querySelectorAll('.msg')[3]).toBe(second)
  })

  test('only what came live moves in, never history', () => {
    const { view, list } = createList()
    view.update(conversation({ entries: [theirs(2)] }))
    view.update(conversation({ entries: [theirs(1), theirs(2), theirs(3)] }))
    expect([...list.querySelectorAll('[data-fresh]')].map((row) => row.getAttribute('data-id'))).toEqual(['3'])
  })

  test('the next conversation shows nothing of the last', () => {
    const { view, list } = createList({ self: 'admin' })
    view.update(conversation({ chatId: 'a', entries: [entry({ id: 1, mine: false })] }))
    view.update(conversation({ chatId: 'b', loaded: false }))
    expect(keysOf(list)).toEqual([])
    expect(list.getAttribute('aria-busy')).toBe('true')
  })

  test('a typing hint stands last and is not read out', () => {
    const { view, list } = createList()
    view.update(conversation({ entries: [theirs(1)], otherTyping: true }))
    expect(list.lastElementChild?.className).toBe('typing admin theirs tail')
    expect(list.lastElementChild?.getAttribute('aria-hidden')).toBe('true')
    view.update(conversation({ entries: [theirs(1)] }))
    expect(list.querySelector('.typing')).toBeNull()
  })

  test('the mark of new messages says how many', () => {
    const { view, list } = createList()
    view.update(conversation({ entries: [theirs(1), theirs(2), theirs(3)], unreadFrom: 2 }))
    expect(find(list, '.day.new').textContent).toBe(tr.newMessages('2'))
    expect(find(list, '.day.new').nextElementSibling?.getAttribute('data-id')).toBe('2')
  })
})

describe('an empty place', () => {
  const placeholder = (view: { element: HTMLElement }) => find(view.element, '.placeholder')

  test('is bones until the first history has come, then a friendly line', () => {
    const { view } = createList()
    view.update(null)
    expect(placeholder(view).dataset.kind).toBe('loading')
    view.update(conversation({ loaded: false }))
    expect(placeholder(view).dataset.kind).toBe('loading')
    view.update(conversation())
    expect(placeholder(view).textContent).toContain(tr.firstLine)
    view.update(conversation({ entries: [entry()] }))
    expect(placeholder(view).textContent).toBe('')
  })

  test('at the desk says that nothing is open', () => {
    const { view } = createList({ self: 'admin' })
    view.update(null)
    expect(placeholder(view).textContent).toContain(tr.noneOpenTitle)
    expect(view.element.classList.contains('nothing')).toBe(true)
  })
})

describe('what is read out', () => {
  const said = (view: { element: HTMLElement }) =>
    [...find(view.element, '[role="log"]').children].map((line) => line.textContent)

  test('nothing of history, of one’s own, or of the last conversation', () => {
    const { view } = createList()
    view.update(conversation({ entries: [theirs(5)], hasOlder: true }))
    view.update(conversation({ entries: [theirs(4), theirs(5)] }))
    view.update(conversation({ entries: [theirs(4), theirs(5), entry({ id: null, key: 'c1', state: 'queued' })] }))
    expect(said(view)).toEqual([])
    view.update(conversation({ entries: [theirs(4), theirs(5), theirs(6)] }))
    view.update(conversation({ chatId: 'b', entries: [theirs(9)] }))
    expect(said(view)).toEqual([])
  })

  test('a new message of the other side once, with its speaker; many as their number', () => {
    const { view } = createList()
    view.update(conversation({ entries: [theirs(1)] }))
    view.update(conversation({ entries: [theirs(1), { ...theirs(2), text: 'Geldi' }] }))
    view.update(conversation({ entries: [{ ...theirs(2), text: 'Geldi' }] }))
    view.update(conversation({ entries: [theirs(1), { ...theirs(2), text: 'Geldi' }] }))
    expect(said(view)).toEqual(['Muhsin: Geldi'])
    view.update(conversation({ entries: [1, 2, 3, 4, 5, 6].map(theirs) }))
    expect(said(view)).toEqual(['Muhsin: Geldi', tr.newMessages('4')])
  })
})

describe('a long conversation', () => {
  const long = (count: number, from = 1) => Array.from({ length: count }, (_, index) => theirs(from + index))

  test('stands in the page only around the reader, with room for the rest', () => {
    const { view, list } = createList({ scrollHeight: 500_000 })
    view.update(conversation({ entries: long(10_000) }))
    expect(list.querySelectorAll('.msg').length).toBeLessThan(120)
    expect(keysOf(list).at(-1)).toBe('10000')
    expect(list.firstElementChild?.className).toBe('space')
    expect(list.lastElementChild?.className).toContain('msg')
  })

  test('a message far above is drawn, pointed out and given the focus; one that is not there is not', () => {
    const { view, list } = createList({ scrollHeight: 500_000 })
    view.update(conversation({ entries: long(10_000) }))
    expect(view.reveal(10_001)).toBe(false)
    expect(view.reveal(4_000)).toBe(true)
    const row = find(list, '[data-id="4000"]')
    expect(row.classList.contains('flash')).toBe(true)
    expect(document.activeElement).toBe(row)
    expect(list.querySelectorAll('.msg').length).toBeLessThan(120)
  })

  test('whose hands are elsewhere keeps the focus there, and is read what was found', () => {
    const { view } = createList({ scrollHeight: 500_000 })
    view.update(conversation({ entries: long(10_000) }))
    const field = document.createElement('input')
    document.body.append(field)
    field.focus()
    view.reveal(4_000)
    expect(document.activeElement).toBe(field)
    expect(find(view.element, '[role="log"]').textContent).toBe('Muhsin: Merhaba')
  })

  test('a focus on a row that goes stays in the list', () => {
    const { view, list } = createList({ scrollHeight: 500_000 })
    view.update(conversation({ entries: long(10_000) }))
    view.reveal(4_000)
    view.update(conversation({ entries: long(10_000).filter(({ id }) => id !== 4_000) }))
    expect(document.activeElement).toBe(list)
  })
})
