import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { codePoints, language, messageText, personName } from '#protocol/text'

const nameOf = (value: unknown) => personName.safeParse(value).data
const textOf = (value: unknown) => messageText.safeParse(value).data

describe('a name', () => {
  test.each([
    ['of nothing', ''],
    ['of blanks', ' \t \n '],
    ['of characters that draw nothing', '\u200B\u2060\uFEFF\u202E\u3164\u115F'],
    ['of joiners and Braille blanks', '\u200D\u200C\u2800'],
    ['of 41 letters', 'a'.repeat(41)],
    ['of 41 emoji', '😀'.repeat(41)],
    ['with a lone surrogate', 'Eda\uD83D'],
    ['as a number', 7],
    ['as an array', ['Eda']],
    ['as an object', { toString: 'Eda' }],
    ['as null', null],
    ['left out', undefined],
  ])('%s is refused', (_, value) => {
    expect(personName.safeParse(value).success).toBe(false)
  })

  test('of 40 letters passes, however many bytes they take', () => {
    expect(nameOf('ş'.repeat(40))).toBe('ş'.repeat(40))
    expect(nameOf('😀'.repeat(40))).toBe('😀'.repeat(40))
  })

  test('is trimmed before it is counted', () => {
    expect(nameOf(`  ${'a'.repeat(40)}\n`)).toBe('a'.repeat(40))
  })

  test('loses what could forge a second line or turn the reading around', () => {
    expect(nameOf('Eda\r\nAdmin\u0000\u2028\u202E\u2066!\u061C')).toBe('EdaAdmin!')
  })

  test('keeps the joiners that emoji and Persian need', () => {
    expect(nameOf('👩\u200D🚀 می\u200Cروم')).toBe('👩\u200D🚀 می\u200Cروم')
  })

  test('may hold markup, which is only text', () => {
    expect(nameOf('<b>Eda & "co"</b>')).toBe('<b>Eda & "co"</b>')
  })

  test('that passed once passes again unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
        const name = nameOf(value)
        if (name !== undefined) expect(nameOf(name)).toBe(name)
      }),
    )
  })
})

describe("a message's text", () => {
  test.each([
    ['of nothing', ''],
    ['of blanks', ' \n\t '],
    ['of 4,001 letters', 'a'.repeat(4001)],
    ['of 4,001 emoji', '😀'.repeat(4001)],
    ['with U+0000', 'a\0b'],
    ['with a lone high surrogate', 'a\uD800b'],
    ['with a lone low surrogate', '\uDC00'],
    ['as a number', 1],
    ['as an array', ['merhaba']],
    ['as null', null],
  ])('%s is refused', (_, value) => {
    expect(messageText.safeParse(value).success).toBe(false)
  })

  test('of 4,000 code points passes, trimmed first', () => {
    expect(textOf(`\n${'a'.repeat(4000)} `)).toBe('a'.repeat(4000))
    expect(codePoints(textOf('😀'.repeat(4000)) ?? '')).toBe(4000)
  })

  test('keeps its lines, its markup and its direction marks', () => {
    expect(textOf('<script>\n\n\u202Eabc')).toBe('<script>\n\n\u202Eabc')
  })

  test('passes exactly where it is well formed, without U+0000 and of 1 to 4,000 code points', () => {
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\uD800', 'a', '\0', ' ') }))
    fc.assert(
      fc.property(any, (value) => {
        const trimmed = value.trim()
        const fits = trimmed !== '' && [...trimmed].length <= 4000 && trimmed.isWellFormed() && !trimmed.includes('\0')
        expect(messageText.safeParse(value).success).toBe(fits)
      }),
    )
  })
})

describe('a language', () => {
  test.each(['', 't', 'tr_TR', 'türkçe', '<b>', 'a'.repeat(50), 'tr-', 1, null])('written as %p is refused', (tag) => {
    expect(language.safeParse(tag).success).toBe(false)
  })

  test('is Turkish for every Turkish tag and English for all others', () => {
    expect(['tr', 'TR', 'tr-TR', 'tr-Latn-CY'].map((tag) => language.parse(tag))).toEqual(['tr', 'tr', 'tr', 'tr'])
    expect(['en', 'de-AT', 'tru', 'ast'].map((tag) => language.parse(tag))).toEqual(['en', 'en', 'en', 'en'])
  })
})
