import { expect, test } from 'bun:test'
import { createLater } from '#server/later'

test('what cannot be made is told to everybody who asks, and is asked for', async () => {
  const later = createLater(() => Promise.reject(new Error('broken')))

  await expect(later.get()).rejects.toThrow('broken')
  await expect(later.get()).rejects.toThrow('broken')
  expect([later.isAsked(), later.got()]).toEqual([true, null])
})

test('what could not be made is tried again for the next who asks', async () => {
  let tries = 0
  const later = createLater(async () => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
    return 'made'
  })

  await expect(later.get()).rejects.toThrow('not yet')
  expect(later.isAsked()).toBe(true)
  expect(await later.get()).toBe('made')
  expect([await later.get(), tries]).toEqual(['made', 2])
})

test('it is not made before somebody asks, and then once', async () => {
  let made = 0
  const later = createLater(async () => {
    made += 1
    return made
  })
  expect([later.isAsked(), later.got()]).toEqual([false, null])

  expect(await Promise.all([later.get(), later.get()])).toEqual([1, 1])
  expect([later.isAsked(), later.got()]).toEqual([true, 1])
})

test('it is asked for after a while, or never where that was stopped', async () => {
  const asked = Promise.withResolvers<string>()
  const stopped = createLater(async () => asked.reject(new Error('was stopped')))
  const later = createLater(async () => asked.resolve('made'))
  stopped.getIn(1, asked.reject)()
  later.getIn(2, asked.reject)

  expect(await asked.promise).toBe('made')
})
