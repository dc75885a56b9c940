import { expect, test } from 'bun:test'
import { secureRandom } from '#server/random'

test('no id and no token comes twice, and each fits an address as it is', () => {
  const drawn = Array.from({ length: 1000 }, () => [secureRandom.id(), secureRandom.token()]).flat()

  expect(new Set(drawn).size).toBe(2000)
  for (const one of drawn) expect(one).toMatch(/^[\w-]{22}$|^[\w-]{43}$/)
})

test('a number below a limit is any of them, about equally often', () => {
  const counts = new Map<number, number>()
  for (let draw = 0; draw < 6000; draw += 1) {
    const number = secureRandom.below(6)
    counts.set(number, (counts.get(number) ?? 0) + 1)
  }

  expect([...counts.keys()].toSorted()).toEqual([0, 1, 2, 3, 4, 5])
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(250)
})
