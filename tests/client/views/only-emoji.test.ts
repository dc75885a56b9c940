import { expect, test } from 'bun:test'
import { isOnlyEmoji } from '#client/views/only-emoji'

test.each([
  '',
  ' ',
  'a',
  '1',
  '12',
  '#',
  '©',
  ':)',
  '👍 tamam',
  'tamam 👍',
  '👍👍👍👍👍👍👍',
  '\u200D',
  '\uFE0F',
  '👍'.repeat(2000),
])('%j is not drawn large', (text) => expect(isOnlyEmoji(text)).toBe(false))

test.each(['👍', '❤️', '👏🏽', '👩‍👩‍👧‍👦', '🇹🇷', '🎉🎉', ' 👍 😂 ', '👍👍👍👍👍👍', '1️⃣'])('%j is', (text) =>
  expect(isOnlyEmoji(text)).toBe(true),
)

test('a long row of emoji is read no further than a large one could be', () =>
  expect(isOnlyEmoji('👍'.repeat(2000))).toBe(false))
