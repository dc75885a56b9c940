import { expect, test } from 'bun:test'
import { createFairTurns } from '#server/domain/fair-turns'

test('one runs at a time, and the others come in between of whoever asks for many', async () => {
  const inTurn = createFairTurns()
  const log: string[] = []
  const ask = (asker: string, name: string): Promise<string> =>
    inTurn(asker, async () => {
      log.push(`${name} begins`)
      await Promise.resolve()
      log.push(`${name} ends`)
      return name
    })

  const asked = [ask('a', 'a1'), ask('a', 'a2'), ask('a', 'a3'), ask('b', 'b1'), ask('c', 'c1'), ask('b', 'b2')]

  expect(await Promise.all(asked)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'b2'])
  expect(log).toEqual(['a1', 'b1', 'a2', 'c1', 'b2', 'a3'].flatMap((name) => [`${name} begins`, `${name} ends`]))
})

/** Runs that end when they are told to, and the names of those that have begun. */
const queue = (room: number) => {
  const inTurn = createFairTurns(room)
  const begun: string[] = []
  const enter = (name: string, weight: number) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const run = (): Promise<string> => {
      begun.push(name)
      return promise
    }
    const result = inTurn('', run, weight)
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
