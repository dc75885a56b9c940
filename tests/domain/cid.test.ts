import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { personName } from '#protocol/text'
import { cidStem, makeCid } from '#server/domain/cid'

test.each([
  ['💛 !?', 'Misafir'],
  ['Eda', 'Eda'],
  ['  Ayşe Gül  ', 'AyşeGül'],
  ['I\u0307pek', 'İpek'],
  ['<script>alert(1)</script>', 'scriptalert1scri'],
  ['𝔈𝔡𝔞', '𝔈𝔡𝔞'],
  ['ب'.repeat(20), 'ب'.repeat(16)],
])('the name %p becomes the stem %p', (name, stem) => {
  expect(cidStem(name)).toBe(stem)
})

test('ends in four hexadecimal digits, or six where those are taken', () => {
  expect(makeCid('Eda', 4, () => 0)).toBe('Eda-0000')
  expect(makeCid('Eda', 4, () => 0.9999999)).toBe('Eda-FFFF')
  expect(makeCid('Eda', 6, () => 0.5)).toBe('Eda-800000')
})

test('has the form that Telegram tags are read back by, whatever the name', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), random, (typed, chance) => {
      const name = personName.safeParse(typed).data
      if (name !== undefined) expect(makeCid(name, 4, () => chance)).toMatch(/^[\p{L}\p{Nd}]{1,16}-[0-9A-F]{4}$/u)
    }),
  )
})
