import { expect, test } from 'bun:test'
import { subscriptionOf } from '#tests/support/devices'
import { createFakeClock } from '#tests/support/fake-clock'
import { openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'
import { createStage, later, refused, taken } from './stage.ts'

const comeBackMs = 20_000

test('a subscription that is refused five times in a row is asked no more', async () => {
  const { visitor, subscribed, subscriptionAt, write, pass, sent, answerWith } = createStage()
  const { conversation, device } = await visitor()
  const endpoint = await subscribed(device)
  answerWith(() => refused)
  const writeAndWait = async (times: number) => {
    for (let n = 0; n < times; n++) {
      await write(conversation)
      await pass(0)
      await pass(60_000)
    }
  }

  await writeAndWait(4)
  expect(await subscriptionAt(device, endpoint)).toBeDefined()
  await writeAndWait(3)

  expect([sent.length, await subscriptionAt(device, endpoint)]).toEqual([5, undefined])
})

test('one whose service does not take our signature is asked on: that may be our own clock', async () => {
  const { visitor, subscribed, subscriptionAt, write, pass, sent, answerWith } = createStage()
  const { conversation, device } = await visitor()
  const endpoint = await subscribed(device)
  answerWith(() => ({ kind: 'refused', status: 403 }))

  for (let n = 0; n < 7; n++) {
    await write(conversation)
    await pass(0)
    await pass(60_000)
  }

  expect([sent.length, (await subscriptionAt(device, endpoint)) !== undefined]).toEqual([7, true])
})

test('one that does not answer for long is asked on', async () => {
  const { visitor, subscribed, subscriptionAt, write, pass, answerWith } = createStage()
  const { conversation, device } = await visitor()
  const endpoint = await subscribed(device)
  answerWith(() => later)

  for (let n = 0; n < 8; n++) {
    await write(conversation)
    await pass(0)
    await pass(60_000)
  }

  expect(await subscriptionAt(device, endpoint)).toMatchObject({ failedAt: expect.any(Number) })
})

test('after a crash the endpoint that took the place of another is told what was pending there', async () => {
  const { path } = scratchDatabase()
  const clock = createFakeClock()
  const store = openTestStore(path)
  const first = createStage({ store, clock, comeBackMs })
  const { conversation, device } = await first.visitor()
  await first.subscribed(device)
  first.answerWith(() => later)
  await first.write(conversation, { text: 'pending' })
  await first.pass(1000)
  const renewed = subscriptionOf(device, { createdAt: clock.now() })
  await first.subscribed(device, renewed)
  store.close()

  const second = createStage({ store: openTestStore(path), clock, comeBackMs })
  second.answerWith(() => taken)
  await second.pass(0)
  await second.pass(comeBackMs)

  expect(second.sent.map(({ endpoint }) => endpoint)).toContain(renewed.endpoint)
})
