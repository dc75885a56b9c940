import { afterEach, describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createUndo, type Undo } from '#client/pages/undo'
import { find, useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'

useDom()

let open: Undo | null = null
afterEach(async () => await open?.finish())

const createOffered = () => {
  const clock = createFakeClock()
  const undo = createUndo({ t: tr, clock })
  open = undo
  const offer = (text: string, isDone = true) => {
    const calls = { commit: mock(() => Promise.resolve(isDone)), restore: mock(() => {}) }
    undo.offer({ text, ...calls })
    return calls
  }
  return { clock, undo, offer }
}
const toasts = () => [...document.querySelectorAll('.toast')].map((toast) => toast.textContent)

describe('a deletion that fails', () => {
  test('brings everything back and says so', async () => {
    const { clock, offer } = createOffered()
    const { restore } = offer('3 mesaj silindi', false)
    clock.advance(5000)
    await settled()

    expect(restore).toHaveBeenCalledTimes(1)
    expect(toasts()).toEqual([tr.undoFailed])
  })

  test('by throwing is no different', async () => {
    const { clock, undo } = createOffered()
    const restore = mock(() => {})
    undo.offer({ text: 'x', commit: () => Promise.reject(new Error('broken')), restore })
    clock.advance(5000)
    await settled()

    expect(restore).toHaveBeenCalledTimes(1)
  })
})

describe('within five seconds', () => {
  test('it can be taken back, and nothing was asked of the server', () => {
    const { clock, offer } = createOffered()
    const { commit, restore } = offer('3 mesaj silindi')
    clock.advance(4999)
    find<HTMLButtonElement>(document, '#btnUndo').click()
    clock.advance(10_000)
    dispatchEvent(new Event('pagehide'))

    expect(commit).not.toHaveBeenCalled()
    expect(restore).toHaveBeenCalledTimes(1)
    expect(toasts()).toEqual([])
  })

  test('the seconds are drawn but not said', () => {
    const { clock, offer } = createOffered()
    offer('3 mesaj silindi')
    const count = find(document, '.toast .count')
    expect([count.textContent, count.getAttribute('aria-hidden')]).toEqual(['5', 'true'])
    clock.advance(1000)
    expect(count.textContent).toBe('4')
  })

  test('another offer makes the first one final', () => {
    const { offer } = createOffered()
    const first = offer('ilk')
    const second = offer('ikinci')

    expect(first.commit).toHaveBeenCalledTimes(1)
    expect(second.commit).not.toHaveBeenCalled()
    expect(toasts()).toHaveLength(1)
  })

  test('leaving the page makes it final, once', () => {
    const { clock, offer } = createOffered()
    const { commit } = offer('ilk')
    dispatchEvent(new Event('pagehide'))
    clock.advance(10_000)

    expect(commit).toHaveBeenCalledTimes(1)
  })
})

test('after five seconds it is final', () => {
  const { clock, offer } = createOffered()
  const { commit, restore } = offer('ilk')
  clock.advance(5000)

  expect(commit).toHaveBeenCalledTimes(1)
  expect(restore).not.toHaveBeenCalled()
  expect(toasts()).toEqual([])
})

test('who waits for the end knows that it is done', async () => {
  const { undo } = createOffered()
  const done = Promise.withResolvers<boolean>()
  let isOver = false
  undo.offer({ text: 'x', commit: () => done.promise, restore: () => {} })
  const finished = undo.finish().then(() => {
    isOver = true
  })
  await settled()
  expect(isOver).toBe(false)

  done.resolve(true)
  await finished
  await undo.finish()
})
