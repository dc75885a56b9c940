import { expect, test } from 'bun:test'
import { hear, ownLanguage, spoken } from '#sw/speaking'
import { setUpScope } from './fake-scope.ts'

test("the browser's language is Turkish or English, and Turkish where it names none", () => {
  for (const [named, own] of [
    ['tr-TR', 'tr'],
    ['de-DE', 'en'],
    ['', 'tr'],
  ] as const) {
    setUpScope({ language: named })
    expect(ownLanguage()).toBe(own)
  }
})

test('the language of a push is spoken until another push has one of its own', () => {
  setUpScope({ language: 'de-DE' })

  expect(hear('tr')).toBe('tr')
  expect(hear(null)).toBe('tr')
  expect(hear('en')).toBe('en')
  expect(spoken()).toBe('en')
})
