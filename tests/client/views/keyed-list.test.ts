import { expect, test } from 'bun:test'
import { createKeyedList } from '#client/views/keyed-list'
import { useDom } from '#tests/support/dom'

useDom()

const createLetters = () => {
  const parent = document.createElement('ul')
  document.body.append(parent)
  const list = createKeyedList<{ key: string }>(parent, ({ key }) => {
    const element = document.createElement('li')
    element.tabIndex = 0
    element.textContent = key
    return { element, update: () => {} }
  })
  const show = (letters: string): void => list.show([...letters].map((key) => ({ key })))
  return { parent, list, show }
}

/** The letters whose elements were put in or taken out. */
const touched = async (parent: Element, change: () => void): Promise<string> => {
  const letters = new Set<string>()
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records)
      for (const node of [...addedNodes, ...removedNodes]) letters.add(node.textContent ?? '')
  })
  observer.observe(parent, { childList: true })
  change()
  await new Promise((resolve) => setTimeout(resolve))
  observer.disconnect()
  return [...letters].sort().join('')
}

test('an element that stays in its place is not touched', async () => {
  const { parent, show } = createLetters()
  show('abcd')
  expect(await touched(parent, () => show('abcd'))).toBe('')
  expect(await touched(parent, () => show('abcde'))).toBe('e')
  expect(await touched(parent, () => show('zabcde'))).toBe('z')
  expect(await touched(parent, () => show('zabde'))).toBe('c')
})

test('one that moves up or down is moved alone', async () => {
  const { parent, show } = createLetters()
  show('abcde')
  expect(await touched(parent, () => show('eabcd'))).toBe('e')
  expect(await touched(parent, () => show('abcde'))).toBe('e')
  expect(parent.textContent).toBe('abcde')
})

test('any order can follow any other', () => {
  const { parent, show } = createLetters()
  for (const letters of ['abc', 'cba', 'xcybz', '', 'zyx', 'xyzabc', 'cab', 'b']) {
    show(letters)
    expect(parent.textContent).toBe(letters)
  }
})

test('what is gone is forgotten, and comes back as a new element', () => {
  const { list, show } = createLetters()
  show('ab')
  const first = list.elementOf('a')
  show('b')
  expect(list.has('a')).toBe(false)
  show('ab')
  expect(list.elementOf('a')).not.toBe(first)
})
