import { describe, expect, test } from 'bun:test'
import type { PushOutcome } from '#server/actions/ports'
import { createStage, later, taken } from './stage.ts'

const dayMs = 24 * 60 * 60_000

const subscribedVisitor = async () => {
  const stage = createStage()
  const { conversation, device } = await stage.visitor()
  const endpoint = await stage.subscribed(device)
  const startedAt = stage.clock.now()
  const triedAt = () => stage.sent.map(({ at }) => at - startedAt)
  /** Passes time in steps, since each try is made of promises. */
  const passInSteps = async (ms: number, steps: number) => {
    for (let n = 0; n < steps; n++) await stage.pass(ms / steps)
  }
  return { ...stage, conversation, device, endpoint, triedAt, passInSteps }
}

describe('a push that was not taken', () => {
  test('is tried again after pauses that grow, until it is taken', async () => {
    const { conversation, write, pass, triedAt, passInSteps, answerWith } = await subscribedVisitor()
    answerWith(() => later)
    await write(conversation)
    await pass(0)
    await passInSteps(20_000, 20)
    answerWith(() => taken)
    await passInSteps(40_000, 40)

    expect(triedAt()).toEqual([0, 2000, 6000, 14_000, 30_000])
  })

  test('is not tried before the push service wants it', async () => {
    const { conversation, write, pass, triedAt, passInSteps, answerWith } = await subscribedVisitor()
    answerWith(() => ({ kind: 'later', status: 429, retryAfterMs: 30_000 }))
    await write(conversation)
    await pass(0)
    await passInSteps(40_000, 40)

    expect(triedAt()).toEqual([0, 33_000])
  })

  test('is given up after a day, and noted as failed', async () => {
    const { conversation, device, endpoint, clock, write, pass, passInSteps, sent, answerWith, subscriptionAt } =
      await subscribedVisitor()
    answerWith(() => ({ kind: 'later', status: null, retryAfterMs: 60 * 60_000 }))
    await write(conversation)
    await pass(0)
    const failedAt = clock.now()
    await passInSteps(2 * dayMs, 96)

    expect(sent.length).toBeGreaterThan(12)
    expect(sent.length).toBeLessThan(24)
    expect(clock.waiting()).toBe(0)
    expect((await subscriptionAt(device, endpoint))?.failedAt).toBeGreaterThan(failedAt)
  })

  test('counts as failed at once, and no longer once it was taken', async () => {
    const { conversation, device, endpoint, write, pass, passInSteps, answerWith, subscriptionAt } =
      await subscribedVisitor()
    answerWith(() => later)
    await write(conversation)
    await pass(0)
    const failing = await subscriptionAt(device, endpoint)
    answerWith(() => taken)
    await passInSteps(10_000, 10)

    expect(failing?.failedAt).not.toBeNull()
    expect((await subscriptionAt(device, endpoint))?.failedAt).toBeNull()
  })

  test('is tried again with what came meanwhile, at its own time', async () => {
    const { conversation, write, pass, triedAt, passInSteps, bodies, answerWith } = await subscribedVisitor()
    answerWith(() => later)
    await write(conversation, { text: 'one' })
    await pass(0)
    answerWith(() => taken)
    await write(conversation, { text: 'two' })
    await pass(0)
    await passInSteps(10_000, 10)

    expect([triedAt(), bodies()]).toEqual([
      [0, 2000],
      ['one', 'two'],
    ])
  })

  test('lets what is new not wait for long', async () => {
    const { conversation, write, pass, passInSteps, bodies, answerWith } = await subscribedVisitor()
    answerWith(() => later)
    await write(conversation, { text: 'one' })
    await pass(0)
    await passInSteps(2 * 60 * 60_000, 60)
    answerWith(() => taken)
    const before = bodies().length
    await write(conversation, { text: 'two' })
    await pass(0)
    await pass(2000)

    expect(bodies().slice(before)).toEqual(['two'])
  })

  test('lets what is new go at once, where its push service took another one since', async () => {
    const { admin, visitor, conversation, subscribed, write, pass, sent, clock, answerWith } = await subscribedVisitor()
    await subscribed(await admin())
    const other = await visitor()
    answerWith(() => later)
    await write(conversation, { text: 'one' })
    await pass(500)
    answerWith(() => taken)
    await write(other.conversation, { role: 'user' })
    await pass(1)
    const at = clock.now()
    await write(conversation, { text: 'two' })
    await pass(0)

    expect(sent.at(-1)).toMatchObject({ at, push: { payload: { notification: { body: 'two' } } } })
  })

  test('is not tried all the time, though something new comes all the time', async () => {
    const { conversation, write, pass, triedAt, answerWith } = await subscribedVisitor()
    answerWith(() => later)
    for (let n = 0; n < 100; n++) {
      await write(conversation)
      await pass(0)
      await pass(100)
    }

    expect(triedAt().length).toBeLessThanOrEqual(6)
  })

  test('is not tried again once it was read', async () => {
    const { store, conversation, write, pass, sent, passInSteps, answerWith } = await subscribedVisitor()
    answerWith(() => later)
    const { id } = await write(conversation)
    await pass(0)
    await store.conversations.markRead(conversation, 'user', id)
    await passInSteps(60_000, 20)

    expect(sent).toHaveLength(1)
  })
})

test('a fault of the database is counted, and the push is tried again', async () => {
  const stage = await subscribedVisitor()
  const { conversation, store, write, pass, passInSteps, sent, faults } = stage
  const { messageNow } = store.push
  store.push.messageNow = () => Promise.reject(new Error('the disk is gone'))
  await write(conversation)
  await pass(0)
  const before = [sent.length, faults.length]
  store.push.messageNow = messageNow
  await passInSteps(4000, 4)

  expect([before, sent.length]).toEqual([[0, 1], 1])
})

test('a push service that hangs holds up none of the other services', async () => {
  const { admin, visitor, subscribed, write, pass, sent, answerWith } = createStage()
  const desk = await admin()
  await subscribed(desk, { endpoint: 'https://hanging.example/1' })
  const well = await subscribed(desk, { endpoint: 'https://well.example/1' })
  const hanging = new Promise<PushOutcome>(() => undefined)
  answerWith((_, endpoint) => (endpoint.includes('hanging') ? hanging : taken))
  for (let n = 0; n < 60; n++) await write((await visitor()).conversation, { role: 'user' })
  await pass(0)

  expect(sent.filter(({ endpoint }) => endpoint === well)).toHaveLength(60)
})
