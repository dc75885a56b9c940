import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import { createDates } from '#client/views/dates'
import { createMessageRow } from '#client/views/message-row'
import { createPicking } from '#client/views/picking'
import { find, useDom } from '#tests/support/dom'
import { entry } from './fixtures.ts'

useDom()

const quote = { id: 4, mine: false, role: 'admin' as const, text: 'Tabii.', type: 'text' as const }

const createRow = (given: Entry, canPick = false) => {
  const onPicked = mock(() => {})
  const picking = canPick ? createPicking({ t: tr, onChange: onPicked }) : undefined
  const calls = {
    onJumpTo: mock((_id: number) => {}),
    onReact: mock((_id: number, _emoji: string | null) => {}),
    onMenu: mock((_id: number, _anchor: HTMLElement) => {}),
  }
  const row = createMessageRow(
    { entry: given, isContinued: false, isFollowed: false },
    {
      t: tr,
      self: 'user',
      dates: createDates(tr, 'tr'),
      nameOf: ({ mine, role }) => (role === 'system' ? '' : mine ? 'Siz' : 'Muhsin'),
      actions: { ...calls, ...(picking && { picking }) },
      onRetry: () => {},
      onDiscard: () => {},
    },
  )
  const update = (next: Entry): void => row.update({ entry: next, isContinued: false, isFollowed: false })
  update(given)
  document.body.append(row.element)
  return { element: row.element, update, picking, ...calls }
}
const pills = (element: HTMLElement) => [...element.querySelectorAll<HTMLButtonElement>('.reacts button')]

describe('a quote', () => {
  test('with markup in it stays text', () => {
    const { element } = createRow(entry({ quote: { ...quote, text: '<b>kalın</b>' } }))
    expect(find(element, '.quote span').textContent).toBe('<b>kalın</b>')
  })

  test('says whose it is and leads to its message', () => {
    const { element, onJumpTo } = createRow(entry({ quote }))
    const key = find<HTMLButtonElement>(element, '.quote')
    expect([find(key, 'b').textContent, find(key, 'span').textContent]).toEqual(['Muhsin', 'Tabii.'])
    key.click()
    expect(onJumpTo.mock.calls).toEqual([[4]])
  })

  test('of a message that is gone or not loaded says so, until it is here', () => {
    const { element, update } = createRow(
      entry({ quote: { id: 4, mine: false, role: 'system', text: null, type: 'text' } }),
    )
    expect(find(element, '.quote span').textContent).toBe(tr.quotedGone)
    expect(find(element, '.quote b').hidden).toBe(true)
    update(entry({ quote }))
    expect(find(element, '.quote b').hidden).toBe(false)
    expect(find(element, '.quote span').textContent).toBe('Tabii.')
  })
})

describe('reactions', () => {
  test('are said with whose they are, each emoji once', () => {
    const { element, update } = createRow(entry({ reactions: { user: '👍', admin: '🙏' } }))
    expect(pills(element).map((pill) => pill.getAttribute('aria-label'))).toEqual([
      tr.reactedBy('Siz', '👍'),
      tr.reactedBy('Muhsin', '🙏'),
    ])
    update(entry({ reactions: { user: '👍', admin: '👍' } }))
    expect(pills(element).map((pill) => [pill.getAttribute('aria-label'), pill.textContent])).toEqual([
      [tr.reactedBy(tr.both('Siz', 'Muhsin'), '👍'), '👍2'],
    ])
    update(entry({ reactions: {} }))
    expect(element.querySelector('.reacts')).toBeNull()
  })

  test('one’s own is taken back, the other side’s is given as well', () => {
    const { element, onReact } = createRow(entry({ id: 9, reactions: { user: '👍', admin: '🙏' } }))
    for (const pill of pills(element)) pill.click()
    expect(onReact.mock.calls).toEqual([
      [9, null],
      [9, '🙏'],
    ])
  })
})

test('the focus stays on a row whose key went', () => {
  const { element, update } = createRow(entry({ id: 9, reactions: { user: '👍' } }))
  pills(element)[0]?.focus()
  update(entry({ id: 9, reactions: {} }))
  expect(document.activeElement).toBe(element)

  update(entry({ id: null, key: 'c1', state: 'failed', failure: 'offline' }))
  find<HTMLButtonElement>(element, '.failure button').focus()
  update(entry({ id: null, key: 'c1', state: 'queued' }))
  expect(document.activeElement).toBe(element)
})

describe('what can be done', () => {
  test('is nothing for a message that is not stored', () => {
    const { element } = createRow(entry({ id: null, key: 'c1', state: 'queued' }), true)
    expect(element.querySelector('.do')).toBeNull()
    expect(find(element, '.pickbox').hidden).toBe(true)
  })

  test('is asked for by its key', () => {
    const { element, onMenu } = createRow(entry({ id: 9 }))
    const key = find<HTMLButtonElement>(element, '.do')
    key.click()
    expect(onMenu.mock.calls).toEqual([[9, key]])
    expect(key.getAttribute('aria-label')).toBe(tr.messageActions)
  })

  test('an edited one says so before its time', () => {
    const { element } = createRow(entry({ editedAt: 1 }))
    expect(find(element, '.meta').firstElementChild?.textContent).toBe(tr.edited)
  })
})

describe('picking', () => {
  test('is not there where nothing can be deleted', () => {
    expect(createRow(entry()).element.querySelector('.pick')).toBeNull()
  })

  test('a press on the box begins it, and a row drawn anew keeps its mark', () => {
    const { element, update, picking } = createRow(entry({ id: 9 }), true)
    const box = find<HTMLInputElement>(element, '.pick')
    box.click()
    expect([picking?.ids(), picking?.isChoosing()]).toEqual([[9], true])
    update(entry({ id: 9, text: 'başka' }))
    expect(box.checked).toBe(true)
    picking?.clear()
    expect([box.checked, picking?.ids(), picking?.isChoosing()]).toEqual([false, [], false])
  })

  test('what is gone is picked no more', () => {
    const { picking } = createRow(entry({ id: 9 }), true)
    picking?.pickAll([9, 10])
    picking?.keepOnly((id) => id === 10)
    expect(picking?.ids()).toEqual([10])
  })
})
