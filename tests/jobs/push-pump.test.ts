import { describe, expect, test } from 'bun:test'
import type { PushOutcome } from '#server/actions/ports'
import { createStage, gone, refused, taken } from './stage.ts'

describe('nobody is told', () => {
  test('of their own message', async () => {
    const { visitor, admin, subscribed, write, pass, sent } = createStage()
    const { conversation, device } = await visitor()
    const desk = await admin()
    const [phone, laptop] = [await subscribed(device), await subscribed(desk)]

    await write(conversation, { role: 'user' })
    await pass(0)
    await write(conversation, { role: 'admin' })
    await pass(0)
    expect(sent.map(({ endpoint, push }) => [endpoint, push.payload.notification.title])).toEqual([
      [laptop, 'Eda'],
      [phone, 'Muhsin'],
    ])
  })

  test("of another visitor's answer", async () => {
    const { visitor, subscribed, write, pass, sent } = createStage()
    const [eda, ali] = [await visitor(), await visitor()]
    const endpoint = await subscribed(eda.device)
    await subscribed(ali.device)

    await write(eda.conversation)
    await pass(0)
    expect(sent.map((one) => one.endpoint)).toEqual([endpoint])
  })

  test('while somebody looks at the device', async () => {
    const { visitor, subscribed, write, pass, sent, watch } = createStage()
    const { conversation, device } = await visitor()
    await subscribed(device)
    watch(device)

    await write(conversation)
    await pass(0)
    expect(sent).toEqual([])
  })

  test('of what was deleted, read or erased before its turn came', async () => {
    const { store, visitor, admin, subscribed, write, pass, sent } = createStage()
    const [deleted, read, erased] = [await visitor(), await visitor(), await visitor()]
    for (const { device } of [deleted, read, erased]) await subscribed(device)
    await subscribed(await admin())

    const one = await write(deleted.conversation)
    await store.messages.remove(deleted.conversation, [one.id])
    const other = await write(read.conversation)
    await store.conversations.markRead(read.conversation, 'user', other.id)
    await write(erased.conversation)
    await write(erased.conversation, { role: 'user' })
    await store.conversations.erase([erased.conversation.chatId])
    await pass(0)
    expect(sent).toEqual([])
  })

  test('after the session has ended, or the subscription', async () => {
    const { store, visitor, admin, subscribed, write, pass, sent, clock } = createStage()
    const [left, unsubscribed] = [await visitor(), await visitor()]
    const desk = await admin()
    await subscribed(left.device)
    await subscribed(desk)
    const endpoint = await subscribed(unsubscribed.device)

    await write(left.conversation)
    await write(left.conversation, { role: 'user' })
    await write(unsubscribed.conversation)
    await store.sessions.endVisitor(left.device.session)
    await store.sessions.endAdmin(desk.session, clock.now())
    await store.push.remove(unsubscribed.device, endpoint)
    await pass(0)
    expect(sent).toEqual([])
  })

  test('twice', async () => {
    const { visitor, subscribed, write, pass, sent } = createStage()
    const { conversation, device } = await visitor()
    await subscribed(device)

    await write(conversation)
    await pass(0)
    await pass(60_000)
    expect(sent).toHaveLength(1)
  })

  test('by the system', async () => {
    const { pump, visitor, subscribed, write, pass, sent } = createStage()
    const { conversation, device } = await visitor()
    const message = await write(conversation)
    await pass(0)
    await subscribed(device)
    pump.messageStored(conversation, { ...message, role: 'system' })
    await pass(0)

    expect(sent).toEqual([])
  })
})

test('a message is not told of in its own turn, but in the next', async () => {
  const { visitor, subscribed, write, pass, sent } = createStage()
  const { conversation, device } = await visitor()
  await subscribed(device)
  await write(conversation)
  const inItsTurn = sent.length
  await pass(0)

  expect([inItsTurn, sent.length]).toEqual([0, 1])
})

test('without a subscription nothing waits, and nothing is written', async () => {
  const stage = createStage()
  const { conversation } = await stage.visitor()
  await stage.pass(0)
  await stage.write(conversation)

  expect([stage.clock.waiting(), stage.faults]).toEqual([0, []])
  await stage.pass(60_000)
  expect(stage.sent).toEqual([])
})

test('all devices of a side are told, and only those that nobody looks at', async () => {
  const { admin, visitor, subscribed, write, pass, sent, watch } = createStage()
  const { conversation } = await visitor()
  const [phone, laptop, desk] = [await admin(), await admin(), await admin()]
  const endpoints = [await subscribed(phone), await subscribed(laptop)]
  await subscribed(desk)
  watch(desk)

  await write(conversation, { role: 'user' })
  await pass(0)
  expect(sent.map(({ endpoint }) => endpoint)).toEqual(endpoints)
})

test('however many devices there are, they are looked up once', async () => {
  const { store, admin, visitor, subscribed, write, pass, sent } = createStage()
  for (let n = 0; n < 5; n++) await subscribed(await admin())
  const { conversation } = await visitor()
  const { ofAudience } = store.push
  let lookUps = 0
  store.push.ofAudience = (...of) => {
    lookUps++
    return ofAudience(...of)
  }
  await write(conversation, { role: 'user' })
  await pass(0)

  expect([sent.length, lookUps]).toEqual([5, 1])
})

test('what is told is the text as it is by then, and the newest that is left', async () => {
  const { store, clock, visitor, subscribed, write, pass, bodies, answerWith } = createStage()
  const { conversation, device } = await visitor()
  await subscribed(device)
  const first = Promise.withResolvers<PushOutcome>()
  answerWith(() => first.promise)
  await write(conversation, { text: 'one' })
  await pass(0)
  const two = await write(conversation, { text: 'two' })
  const three = await write(conversation, { text: 'three' })
  const edit = { conversation, role: 'admin' as const, id: two.id, limit: null, text: 'zwei' }
  await store.messages.edit({ ...edit, editedAt: clock.now(), notBefore: 0 })
  await store.messages.remove(conversation, [three.id])
  first.resolve(taken)
  await pass(3000)

  expect(bodies()).toEqual(['one', 'zwei'])
})

describe('what comes while one is on its way', () => {
  test('becomes one, sent when the first is done, a quarter of a second later at the earliest', async () => {
    const { clock, visitor, subscribed, write, pass, sent, bodies, answerWith } = createStage()
    const { conversation, device } = await visitor()
    await subscribed(device)
    const first = Promise.withResolvers<PushOutcome>()
    answerWith(() => first.promise)
    const startedAt = clock.now()
    for (const text of ['one', 'two', 'three']) {
      await write(conversation, { text })
      await pass(0)
      await pass(100)
    }
    answerWith(() => taken)
    await pass(4000)
    const whileOnItsWay = bodies()
    first.resolve(taken)
    await pass(0)
    const whenDone = bodies()
    await write(conversation, { text: 'four' })
    await pass(249)
    const tooEarly = bodies()
    await pass(1)

    expect([whileOnItsWay, whenDone]).toEqual([['one'], ['one', 'three']])
    expect([tooEarly.length, bodies()]).toEqual([2, ['one', 'three', 'four']])
    expect(sent.map(({ at }) => at - startedAt)).toEqual([0, 4300, 4550])
  })

  test('holds up no other conversation and no other device', async () => {
    const { admin, visitor, subscribed, write, pass, sent, answerWith } = createStage()
    const [eda, ali] = [await visitor(), await visitor()]
    const [phone, laptop] = [await subscribed(await admin()), await subscribed(await admin())]
    answerWith(() => new Promise(() => undefined))

    await write(eda.conversation, { role: 'user' })
    await pass(0)
    await write(ali.conversation, { role: 'user' })
    await pass(0)
    expect(sent.map(({ endpoint }) => endpoint)).toEqual([phone, laptop, phone, laptop])
  })
})

describe('an outcome', () => {
  test('taken is noted with the device, in a while', async () => {
    const { clock, visitor, subscribed, subscriptionAt, write, pass } = createStage()
    const { conversation, device } = await visitor()
    const endpoint = await subscribed(device)
    const at = clock.now()
    await write(conversation)
    await pass(0)
    const before = await subscriptionAt(device, endpoint)
    await pass(2000)

    expect(before?.lastSentAt).toBeNull()
    expect((await subscriptionAt(device, endpoint))?.lastSentAt).toBe(at)
  })

  test('gone takes the subscription away', async () => {
    const { store, visitor, subscribed, write, pass, sent, answerWith } = createStage()
    const { conversation, device } = await visitor()
    await subscribed(device)
    answerWith(() => gone)
    await write(conversation)
    await pass(0)
    await write(conversation)
    await pass(60_000)

    expect([sent.length, await store.push.ofDevice(device)]).toEqual([1, []])
    expect(store.push.mayReach('user', conversation)).toBe(false)
  })

  test('refused is noted and not tried again; the next one that is taken ends it', async () => {
    const { clock, visitor, subscribed, subscriptionAt, write, pass, sent, answerWith } = createStage()
    const { conversation, device } = await visitor()
    const endpoint = await subscribed(device)
    answerWith(() => refused)
    const at = clock.now()
    await write(conversation)
    await pass(0)
    await pass(60_000)
    const failed = await subscriptionAt(device, endpoint)
    const tries = sent.length
    answerWith(() => taken)
    await write(conversation)
    await pass(0)
    await pass(2000)

    expect([failed?.failedAt, failed?.lastSentAt, tries]).toEqual([at, null, 1])
    expect((await subscriptionAt(device, endpoint))?.failedAt).toBeNull()
  })

  test('that fails soon after one that was taken is not hidden by it', async () => {
    const { visitor, admin, subscribed, subscriptionAt, write, pass, answerWith } = createStage()
    const [eda, ali] = [await visitor(), await visitor()]
    const desk = await admin()
    const endpoint = await subscribed(desk)
    await write(eda.conversation, { role: 'user' })
    await pass(500)
    answerWith(() => refused)
    await write(ali.conversation, { role: 'user' })
    await pass(500)
    await pass(10_000)

    expect((await subscriptionAt(desk, endpoint))?.failedAt).not.toBeNull()
  })

  test('is counted, with the time from the event to the hand-over', async () => {
    const { pump, visitor, subscribed, write, pass, answerWith } = createStage()
    const { conversation, device } = await visitor()
    await subscribed(device)
    const first = Promise.withResolvers<PushOutcome>()
    answerWith(() => first.promise)
    await write(conversation)
    await pass(0)
    await pass(120)
    first.resolve(taken)
    await pass(0)

    expect(pump.figures).toEqual({
      outcomes: { taken: 1, gone: 0, later: 0, refused: 0 },
      handedOver: { count: 1, sumMs: 120, maxMs: 120 },
    })
  })
})
