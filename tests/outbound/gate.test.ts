import { expect, test } from 'bun:test'
import { createGate } from '#server/outbound/gate'

/** Runs that end when they are told to, and the names of those that have begun. */
const queue = (room: number) => {
  const gate = createGate(room)
  const begun: string[] = []
  const enter = (name: string, weight: number) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const result = gate(weight, () => {
      begun.push(name)
      return promise
    })
    return { end: () => resolve(name), fail: () => reject(new Error(name)), result }
  }
  return { begun, enter }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('as many run as there is room for, the others in the order of asking', async () => {
  const { begun, enter } = queue(10)
  const one = enter('one', 6)
  const two = enter('two', 5)
  const three = enter('three', 1)
  await turn()
  expect(begun).toEqual(['one'])
  one.end()
  expect(await one.result).toBe('one')
  await turn()
  expect(begun).toEqual(['one', 'two', 'three'])
  two.end()
  three.end()
  expect(await Promise.all([two.result, three.result])).toEqual(['two', 'three'])
})

test('what is heavier than the whole room runs alone', async () => {
  const { begun, enter } = queue(10)
  const small = enter('small', 1)
  const heavy = enter('heavy', 99)
  const last = enter('last', 1)
  await turn()
  expect(begun).toEqual(['small'])
  small.end()
  await turn()
  expect(begun).toEqual(['small', 'heavy'])
  heavy.end()
  await turn()
  expect(begun).toEqual(['small', 'heavy', 'last'])
  last.end()
  await last.result
})

test('what fails gives its room back', async () => {
  const { enter } = queue(1)
  const bad = enter('bad', 1)
  const good = enter('good', 1)
  bad.fail()
  expect(await bad.result.catch((fault: Error) => fault.message)).toBe('bad')
  good.end()
  expect(await good.result).toBe('good')
})
