import { describe, expect, test } from 'bun:test'
import { initialsOf, toneOf } from '#client/views/avatar'
import { el } from '#client/views/element'
import { heightOverKeyboard } from '#client/views/visual-viewport'
import { useDom } from '#tests/support/dom'

useDom()

describe('the height over an on-screen keyboard', () => {
  const screen = { windowHeight: 800, height: 800, scale: 1 }

  test('is not measured where no keyboard stands, nor in a page zoomed in by fingers', () => {
    expect(heightOverKeyboard(screen)).toBeNull()
    expect(heightOverKeyboard({ ...screen, height: 740 })).toBeNull()
    expect(heightOverKeyboard({ ...screen, height: 400, scale: 2 })).toBeNull()
  })

  test('is what the keyboard leaves', () => {
    expect(heightOverKeyboard({ ...screen, height: 480.4 })).toBe(480)
  })
})

describe('an avatar', () => {
  test('takes the first letters of the first and the last word, in the reader’s capitals', () => {
    expect(initialsOf('Eda', 'tr')).toBe('E')
    expect(initialsOf('oğuzhan küçük çekmece', 'tr')).toBe('OÇ')
    expect(initialsOf('ilker', 'tr')).toBe('İ')
    expect(initialsOf('ilker', 'en')).toBe('I')
    expect(initialsOf('«Ali» (2)', 'tr')).toBe('A2')
    expect(initialsOf('👍 !!!', 'tr')).toBe('')
  })

  test('has one of six tones, always the same for one conversation', () => {
    const tones = Array.from({ length: 300 }, (_, index) => toneOf(`Misafir-${index}`))
    expect(new Set(tones)).toEqual(new Set(['t1', 't2', 't3', 't4', 't5', 't6']))
    expect(toneOf('Eda-7F3C')).toBe(toneOf('Eda-7F3C'))
  })
})

test('what is given to an element as content is text', () => {
  const element = el('p', { title: '"><script>', hidden: false, id: null, 'data-x': 0 }, '<b>x</b>', null)
  expect(element.children).toHaveLength(0)
  expect(element.textContent).toBe('<b>x</b>')
  expect(element.getAttributeNames()).toEqual(['title', 'data-x'])
})
