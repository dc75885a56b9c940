import { expect, test } from 'bun:test'
import { startTidyingMedia } from '#server/jobs/media-tidying'
import { StorageFault } from '#server/store/ports'
import { afterwards } from '#tests/support/cleanup'

const now = Date.UTC(2027, 0, 2)
const day = 24 * 3_600_000

test('soon after the start what was never sent for a day goes, and then the trash', async () => {
  const steps: unknown[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = startTidyingMedia({
    store: { media: { trashUnsent: async (before) => void steps.push(before) } },
    emptyTrash: async () => {
      steps.push('emptied')
      resolve()
    },
    clock: () => now,
    faults: { count: (...fault) => steps.push(fault) },
  })
  afterwards(stop)

  await promise

  expect(steps).toEqual([now - day, 'emptied'])
})

test('where the database refuses that is counted, and nobody falls over it', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const stop = startTidyingMedia({
    store: {
      media: {
        trashUnsent: async () => {
          throw new StorageFault('unavailable', null)
        },
      },
    },
    emptyTrash: async () => undefined,
    clock: () => now,
    faults: { count: (...fault) => resolve(fault) },
  })
  afterwards(stop)

  expect(await promise).toEqual(['job', expect.any(StorageFault)])
})

test('a stop waits for what is under way', async () => {
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  let isOver = false
  const stop = startTidyingMedia({
    store: { media: { trashUnsent: async () => undefined } },
    emptyTrash: async () => {
      begun.resolve()
      await gate.promise
      isOver = true
    },
    clock: () => now,
    faults: { count: () => undefined },
  })
  await begun.promise
  const stopping = stop()
  gate.resolve()
  await stopping

  expect(isOver).toBe(true)
})
