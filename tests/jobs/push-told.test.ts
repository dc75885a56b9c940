import { describe, expect, test } from 'bun:test'
import type { PushOutcome } from '#server/actions/ports'
import { createFakeClock } from '#tests/support/fake-clock'
import { openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'
import { createStage, gone, later, taken } from './stage.ts'

const comeBackMs = 20_000

/** A server on a database on disk that can be started again; `crash` writes nothing more down. */
const createRuns = () => {
  const { path } = scratchDatabase()
  const clock = createFakeClock()
  const start = () => {
    const store = openTestStore(path)
    const stage = createStage({ store, clock, comeBackMs })
    const stop = async () => {
      await stage.stop()
      store.close()
    }
    /** By name, since an object of the run before is of a store that is closed. */
    const found = async (chatId: string) => {
      const conversation = await store.conversations.find(chatId)
      if (!conversation) throw new Error('no such conversation')
      return conversation
    }
    return { ...stage, stop, crash: store.close, found }
  }
  return { start, clock, path }
}

describe('after a start nobody is told', () => {
  test('of what was told before a planned stop', async () => {
    const { start } = createRuns()
    const first = start()
    const { conversation, device } = await first.visitor()
    await first.subscribed(device)
    await first.pass(1)
    await first.write(conversation)
    await first.pass(0)
    await first.stop()
    const second = start()
    await second.pass(0)
    await second.pass(comeBackMs)

    expect([first.sent.length, second.sent.length]).toEqual([1, 0])
  })

  test('by the device that was told, while another one still waits', async () => {
    const { start } = createRuns()
    const first = start()
    const { conversation, device } = await first.visitor()
    const [phone, tablet] = [await first.subscribed(device), await first.subscribed(device)]
    await first.pass(1)
    first.answerWith((_, endpoint) => (endpoint === phone ? taken : later))
    await first.write(conversation)
    await first.pass(1)
    await first.stop()
    const second = start()
    await second.pass(0)
    await second.pass(comeBackMs)

    expect(first.sent.map(({ endpoint }) => endpoint)).toEqual([phone, tablet])
    expect(second.sent.map(({ endpoint }) => endpoint)).toEqual([tablet])
  })

  test('by a device that subscribed only afterwards', async () => {
    const { start } = createRuns()
    const first = start()
    const { conversation } = await first.visitor()
    const phone = await first.subscribed(await first.admin())
    first.answerWith(() => later)
    await first.write(conversation, { role: 'user' })
    await first.pass(1)
    await first.subscribed(await first.admin())
    await first.stop()
    const second = start()
    await second.pass(0)
    await second.pass(comeBackMs)

    expect(second.sent.map(({ endpoint }) => endpoint)).toEqual([phone])
  })

  test('of what was read meanwhile, is shown by a page that came back, or is older than a day', async () => {
    const { start, clock } = createRuns()
    const first = start()
    const [read, back, old] = [await first.visitor(), await first.visitor(), await first.visitor()]
    for (const { device } of [read, back, old]) await first.subscribed(device)
    first.answerWith(() => new Promise(() => undefined))
    await first.write(old.conversation)
    await first.pass(0)
    await first.stop()
    clock.advance(25 * 60 * 60_000)
    const second = start()
    second.answerWith(() => new Promise(() => undefined))
    const { id } = await second.write(await second.found(read.conversation.chatId))
    await second.write(await second.found(back.conversation.chatId))
    await second.pass(0)
    await second.stop()
    const third = start()
    await third.pass(1000)
    await third.store.conversations.markRead(await third.found(read.conversation.chatId), 'user', id)
    third.watch(back.device)
    await third.pass(comeBackMs)

    expect([first.sent.length, second.sent.length, third.sent.length]).toEqual([1, 2, 0])
  })

  test('of the older of two, when a newer one was told since', async () => {
    const { start } = createRuns()
    const first = start()
    const { conversation, device } = await first.visitor()
    await first.subscribed(device)
    first.answerWith(() => new Promise(() => undefined))
    await first.write(conversation, { text: 'older' })
    await first.pass(0)
    await first.stop()
    const second = start()
    await second.pass(0)
    await second.write(await second.found(conversation.chatId), { text: 'newer' })
    await second.pass(0)
    await second.pass(comeBackMs)

    expect(second.bodies()).toEqual(['newer'])
  })
})

describe('after a start a device is told', () => {
  test('of what a crash left untold, once the pages had time to come back', async () => {
    const { start } = createRuns()
    const first = start()
    const { conversation, device } = await first.visitor()
    await first.subscribed(device)
    await first.write(conversation, { text: 'stored, not told' })
    first.crash()
    const second = start()
    await second.pass(0)
    await second.pass(comeBackMs - 1)
    const before = second.bodies()
    await second.pass(1)
    await second.pass(0)

    expect([before, second.bodies()]).toEqual([[], ['stored, not told']])
  })

  test('of what was given up at the stop, and of what waited for another try', async () => {
    const { start } = createRuns()
    const first = start()
    const [eda, ali] = [await first.visitor(), await first.visitor()]
    const slow = await first.subscribed(eda.device)
    await first.subscribed(ali.device)
    const late = Promise.withResolvers<PushOutcome>()
    first.answerWith((_, endpoint) => (endpoint === slow ? late.promise : later))
    await first.write(eda.conversation, { text: 'on its way' })
    await first.write(ali.conversation, { text: 'to be tried again' })
    await first.pass(0)
    await first.stop()
    late.resolve(gone)
    const second = start()
    await second.pass(0)
    await second.pass(comeBackMs)

    expect(second.bodies().toSorted()).toEqual(['on its way', 'to be tried again'])
    expect(first.faults).toEqual([])
  })

  test('of one conversation, though it was told of another since', async () => {
    const { start } = createRuns()
    const first = start()
    const [eda, ali] = [await first.visitor(), await first.visitor()]
    await first.subscribed(await first.admin())
    first.answerWith(() => later)
    await first.write(eda.conversation, { role: 'user', text: 'to be tried again' })
    await first.pass(1)
    first.answerWith(() => taken)
    await first.write(ali.conversation, { role: 'user', text: 'told' })
    await first.pass(1)
    await first.stop()
    const second = start()
    await second.pass(0)
    await second.pass(comeBackMs)

    expect(second.bodies()).toContain('to be tried again')
  })

  test('of what it was not told of, since it only seemed to be looked at', async () => {
    const { start } = createRuns()
    const first = start()
    const { conversation, device } = await first.visitor()
    await first.subscribed(device)
    first.watch(device)
    await first.pass(1000)
    await first.write(conversation, { text: 'nobody saw it' })
    await first.pass(0)
    await first.pass(5000)
    first.lookAway(device, 'cut')
    await first.stop()
    const second = start()
    await second.pass(0)
    await second.pass(comeBackMs)

    expect([first.bodies(), second.bodies()]).toEqual([[], ['nobody saw it']])
  })
})

test('without subscriptions the mark is not moved, with one it is', async () => {
  const { start } = createRuns()
  const { store, visitor, write, subscribed, pass, clock } = start()
  const marks: number[] = []
  const { toldUpTo } = store.push
  store.push.toldUpTo = (id) => {
    marks.push(id)
    return toldUpTo(id)
  }
  const { conversation, device } = await visitor()
  await write(conversation)
  await pass(0)
  await pass(10_000)
  const before = [...marks]
  await subscribed(device)
  const { id } = await write(conversation)
  await pass(0)
  await pass(10_000)
  await pass(10_000)

  expect([before, marks, clock.waiting()]).toEqual([[], [id], 0])
})
