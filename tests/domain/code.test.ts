import { expect, test } from 'bun:test'
import { makeCode } from '#server/domain/code'
import { isWorthRenewing } from '#server/domain/session'
import { secureRandom } from '#server/random'

test('a code has eight digits, zeros in front kept', () => {
  expect(makeCode(() => 42)).toBe('00000042')
  expect(makeCode((limit) => limit - 1)).toBe('99999999')
})

test('codes, ids and tokens do not repeat, and are as long as they must be', () => {
  const made = Array.from({ length: 1000 }, () => [
    makeCode(secureRandom.below),
    secureRandom.id(),
    secureRandom.token(),
  ])

  expect(new Set(made.map(([, id]) => id)).size).toBe(1000)
  for (const [code, id, token] of made) {
    expect(code).toMatch(/^\d{8}$/)
    expect(Buffer.from(id ?? '', 'base64url')).toHaveLength(16)
    expect(Buffer.from(token ?? '', 'base64url')).toHaveLength(32)
  }
})

test('a session is renewed by use, at most once a day', () => {
  const day = 24 * 60 * 60_000

  expect(isWorthRenewing(0, day)).toBe(false)
  expect(isWorthRenewing(0, day + 1)).toBe(true)
})
