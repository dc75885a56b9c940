import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createThreadList, type ThreadListState } from '#client/views/thread-list'
import { waitTone } from '#client/views/thread-row'
import type { ThreadFilter } from '#protocol/http'
import { find, useDom } from '#tests/support/dom'
import { message, thread } from './fixtures.ts'

useDom()

const now = new Date(2026, 10, 22, 13, 0).getTime()
const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString()

const createDesk = () => {
  const calls = {
    onOpen: mock((_chatId: string) => {}),
    onFilter: mock((_filter: ThreadFilter) => {}),
    onMore: mock(() => {}),
  }
  const view = createThreadList({ t: tr, lang: 'tr', ...calls })
  document.body.append(view.element)
  const list = find(view.element, '#threads')
  const update = (given: Partial<ThreadListState>): void =>
    view.update({
      threads: [],
      filter: 'all',
      openChatId: null,
      drafts: new Map(),
      hasMore: false,
      loading: false,
      failed: false,
      picked: null,
      now,
      ...given,
    })
  const row = (chatId: string) => find(list, `li[data-chat-id="${chatId}"]`)
  const names = () => [...list.querySelectorAll('.nm')].map((name) => name.textContent)
  return { ...calls, view, list, update, row, names }
}

const eda = thread({ chat_id: 'a', name: 'Eda', cid: 'Eda-7F3C' })
const ali = thread({ chat_id: 'b', name: 'Mehmet Ali', cid: 'MehmetAli-C44F' })

describe('where there is nothing to show', () => {
  test('a list that could not be loaded says so and can be asked for again', () => {
    const { view, update, onFilter } = createDesk()
    update({ failed: true, filter: 'waiting' })
    const foot = find(view.element, '.foot')
    expect(find(foot, '[role=alert]').textContent).toBe(tr.threadsFailed)
    find<HTMLButtonElement>(foot, 'button').click()
    expect(onFilter.mock.calls).toEqual([['waiting']])
  })

  test('nobody waits, no conversation at all and an empty archive are different things', () => {
    const { view, update } = createDesk()
    const foot = find(view.element, '.foot')
    update({ filter: 'waiting' })
    expect(foot.textContent).toContain(tr.noneWaitingTitle)
    update({ filter: 'all' })
    expect(foot.textContent).toBe(tr.noThreads)
    update({ filter: 'archived' })
    expect(foot.textContent).toContain(tr.noArchivedTitle)
    update({ loading: true })
    expect(foot.textContent).toBe(tr.loading)
  })

  test('there is no way to more where there is no more', () => {
    const { view, update, onMore } = createDesk()
    update({ threads: [eda] })
    expect(view.element.querySelector('.foot button')).toBeNull()
    update({ threads: [eda], hasMore: true })
    find<HTMLButtonElement>(view.element, '.foot button').click()
    expect(onMore).toHaveBeenCalledTimes(1)
  })
})

describe('a row', () => {
  test('a name and last words with markup are text', () => {
    const { list, update, row } = createDesk()
    const name = '<b onclick=alert(1)>Eda</b>'
    update({ threads: [thread({ chat_id: 'a', name, last_message: message({ text: '<img src=x>' }) })] })
    expect(list.querySelector('b, img')).toBeNull()
    expect(find(row('a'), '.nm').textContent).toBe(name)
    expect(find(row('a'), '.last').textContent).toContain('<img src=x>')
  })

  test('says who, which one, and whether they are here', () => {
    const { update, row } = createDesk()
    update({ threads: [thread({ chat_id: 'a', name: 'Oğuzhan Küçük', cid: 'Oguzhan-A91B', online: true })] })
    expect(find(row('a'), '.cid').textContent).toBe('Oguzhan-A91B')
    expect(find(row('a'), '.ava').textContent).toBe('OK')
    expect(find(row('a'), '.dot').className).toBe('dot')
  })

  test('who waits shows since when, who does not when they last wrote', () => {
    const { update, row } = createDesk()
    update({
      threads: [
        thread({ chat_id: 'a', waiting_since: ago(7) }),
        thread({ chat_id: 'b', last_message: message({ created_at: ago(30) }) }),
      ],
    })
    expect(find(row('a'), '.chip').className).toBe('chip amber')
    expect(find(row('a'), '.chip').textContent).toContain('7 dk')
    expect(find(row('a'), 'time').hidden).toBe(true)
    expect(find(row('b'), '.chip').hidden).toBe(true)
    expect(find(row('b'), 'time').textContent).toBe('12:30')
  })

  test('a wait is grey, from five minutes amber, from fifteen red', () => {
    expect([0, 4.99, 5, 14.99, 15, 500].map((minutes) => waitTone(minutes * 60_000))).toEqual([
      '',
      '',
      'amber',
      'amber',
      'red',
      'red',
    ])
  })

  test('one’s own last words begin with who said them, a draft stands in their place', () => {
    const { update, row } = createDesk()
    const answered = thread({ chat_id: 'a', last_message: message({ role: 'admin', text: 'Gönderdik.' }) })
    update({ threads: [answered] })
    expect(find(row('a'), '.last span:last-child').textContent).toBe(`${tr.you}: Gönderdik.`)
    update({ threads: [answered], drafts: new Map([['a', 'Bir de']]) })
    expect(find(row('a'), '.draft').hidden).toBe(false)
    expect(find(row('a'), '.last span:last-child').textContent).toBe('Bir de')
  })

  test('unread ones are counted in a number and in words', () => {
    const { update, row } = createDesk()
    update({ threads: [thread({ chat_id: 'a', unread: 3 }), ali] })
    expect(find(row('a'), '.badge').textContent).toBe('3')
    expect(find(row('a'), '.badge').getAttribute('aria-label')).toBe(tr.unreadCount(3))
    expect(find(row('b'), '.badge').hidden).toBe(true)
  })

  test('opens on a press, and says that it is open', () => {
    const { update, row, onOpen } = createDesk()
    update({ threads: [eda, ali] })
    find<HTMLButtonElement>(row('b'), 'button').click()
    expect(onOpen.mock.calls).toEqual([['b']])
    update({ threads: [eda, ali], openChatId: 'b' })
    expect(find(row('b'), 'button').getAttribute('aria-current')).toBe('true')
    expect(find(row('a'), 'button').hasAttribute('aria-current')).toBe(false)
  })
})

describe('order and focus', () => {
  test('the rows follow the order given, and the focused one keeps its focus', () => {
    const { update, row, names } = createDesk()
    const zeynep = thread({ chat_id: 'c', name: 'Zeynep' })
    update({ threads: [eda, ali, zeynep] })
    find<HTMLButtonElement>(row('b'), 'button').focus()
    update({ threads: [zeynep, ali, eda] })
    expect(names()).toEqual(['Zeynep', 'Mehmet Ali', 'Eda'])
    expect(row('b').contains(document.activeElement)).toBe(true)
  })

  test('arrows, Home and End go through the rows and stop at both ends', () => {
    const { list, update, row } = createDesk()
    update({ threads: [eda, ali] })
    const press = (key: string) =>
      list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    find<HTMLButtonElement>(row('a'), 'button').focus()
    press('ArrowUp')
    expect(row('a').contains(document.activeElement)).toBe(true)
    press('ArrowDown')
    press('ArrowDown')
    expect(row('b').contains(document.activeElement)).toBe(true)
    press('Home')
    expect(row('a').contains(document.activeElement)).toBe(true)
    press('End')
    expect(row('b').contains(document.activeElement)).toBe(true)
  })
})

test('while some are picked each row says whether it is, and none that it is open', () => {
  const { update, row } = createDesk()
  update({ threads: [eda, ali], openChatId: 'a', picked: new Set(['b']) })
  expect(find(row('a'), 'button').getAttribute('aria-pressed')).toBe('false')
  expect(find(row('a'), 'button').hasAttribute('aria-current')).toBe(false)
  expect(find(row('b'), 'button').getAttribute('aria-pressed')).toBe('true')
  expect(find(row('b'), '.tick').hidden).toBe(false)
  update({ threads: [eda, ali], openChatId: 'a' })
  expect(find(row('b'), 'button').hasAttribute('aria-pressed')).toBe(false)
  expect(find(row('b'), '.tick').hidden).toBe(true)
})

test('blocked and archived are said in words', () => {
  const { update, row } = createDesk()
  update({ threads: [thread({ chat_id: 'a', blocked: true }), thread({ chat_id: 'b', archived: true })] })
  const tags = (chatId: string) =>
    [...row(chatId).querySelectorAll<HTMLElement>('.tag')].filter((tag) => !tag.hidden).map((tag) => tag.textContent)
  expect(tags('a')).toEqual([tr.blockedTag])
  expect(tags('b')).toEqual([tr.archivedTag])
})
