import { describe, expect, test } from 'bun:test'
import type { OutgoingPush, PushOutcome } from '#server/actions/ports'
import { testPayload } from '#server/actions/push/payloads'
import type { Device } from '#server/store/device-ports'
import { createFakeClock } from '#tests/support/fake-clock'
import { openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'
import { settled } from '#tests/support/settled'
import { createStage, gone, house, later, refused, taken } from './stage.ts'

const comeBackMs = 20_000
const nothing: never[] = []

const setUp = (options: Parameters<typeof createStage>[0] = {}) => {
  const stage = createStage(options)
  const newestOf = async (device: Device) => {
    const [newest] = await stage.store.push.ofDevice(device)
    if (!newest) throw new Error('not subscribed')
    return newest
  }
  const sendTest = async (device: Device): Promise<PushOutcome | null> => {
    const newest = await newestOf(device)
    const push: OutgoingPush = { payload: testPayload(house, newest, ''), ttlS: 60, topic: 'test' }
    return stage.pump.sendTest(newest, push)
  }
  /** An admin's device of its own, with an endpoint at this push service. */
  const subscribedAt = async (service: string) => {
    const device = await stage.admin()
    const endpoint = `https://${service}.example/${crypto.randomUUID()}`
    await stage.subscribed(device, { endpoint })
    return device
  }
  const hang = (service: string) => {
    const hanging = new Set<(outcome: PushOutcome) => void>()
    stage.answerWith((_, endpoint) =>
      endpoint.includes(service) ? new Promise((resolve) => hanging.add(resolve)) : taken,
    )
    return hanging
  }
  return { ...stage, newestOf, sendTest, subscribedAt, hang }
}

describe('a test is not sent', () => {
  test('while eight others are under way; afterwards it is', async () => {
    const { sent, sendTest, subscribedAt, hang, answerWith } = setUp()
    const hanging = hang('sick')
    const devices = []
    for (let n = 0; n < 9; n++) devices.push(await subscribedAt('sick'))
    const [ninth, ...eight] = devices
    if (!ninth) throw new Error('no device')
    const tests = eight.map(sendTest)
    await settled()
    const tooMany = await sendTest(ninth)
    const whileHanging = sent.length
    answerWith(() => taken)
    for (const resolve of hanging) resolve(later)

    expect([tooMany, whileHanging, await Promise.all(tests)]).toEqual([null, 8, eight.map(() => later)])
    expect(await sendTest(ninth)).toEqual(taken)
  })

  test('while another one of the same subscription is under way', async () => {
    const { sendTest, subscribedAt, hang } = setUp()
    hang('sick')
    const device = await subscribedAt('sick')
    void sendTest(device)
    await settled()

    expect(await sendTest(device)).toBeNull()
  })

  test('after a stop, which waits for none', async () => {
    const { sent, sendTest, subscribedAt, hang, stop } = setUp()
    hang('sick')
    const [one, other] = [await subscribedAt('sick'), await subscribedAt('sick')]
    const hanging = sendTest(one)
    await settled()
    await stop()

    expect([await hanging, await sendTest(other)]).toEqual([{ kind: 'later', status: null }, null])
    expect(sent).toHaveLength(1)
  })
})

test('tests that hang take the room of their push service, and hold up no other', async () => {
  const { visitor, write, pass, sent, sendTest, subscribedAt, hang } = setUp()
  hang('sick')
  const sick = []
  for (let n = 0; n < 8; n++) sick.push(await subscribedAt('sick'))
  await subscribedAt('well')
  for (const device of sick) void sendTest(device)
  await settled()
  await write((await visitor()).conversation, { role: 'user' })
  await pass(0)

  const services = sent.slice(8).map(({ endpoint }) => new URL(endpoint).hostname)
  expect(services.toSorted()).toEqual(['sick.example', 'sick.example', 'sick.example', 'sick.example', 'well.example'])
})

test('how a test fared is noted with its subscription before it is answered', async () => {
  const { clock, sendTest, subscribedAt, newestOf, answerWith, store } = setUp()
  const device = await subscribedAt('push')
  await settled()
  const at = clock.now()
  await sendTest(device)
  const afterTaken = await newestOf(device)
  answerWith(() => refused)
  await sendTest(device)
  const afterRefused = await newestOf(device)
  answerWith(() => gone)
  await sendTest(device)

  expect([afterTaken.lastSentAt, afterTaken.failedAt, afterRefused.failedAt]).toEqual([at, null, at])
  expect(await store.push.ofDevice(device)).toEqual(nothing)
})

describe('a test that was taken hides no message that was not told, after a crash:', () => {
  const crashAfter = async (untell: (stage: ReturnType<typeof setUp>, device: Device) => void) => {
    const { path } = scratchDatabase()
    const clock = createFakeClock()
    const store = openTestStore(path)
    const first = setUp({ store, clock, comeBackMs })
    const { conversation, device } = await first.visitor()
    await first.subscribed(device)
    await first.pass(3000)
    untell(first, device)
    await first.write(conversation, { text: 'must not be lost' })
    await first.pass(0)
    await first.pass(100)
    first.answerWith(() => taken)
    expect(await first.sendTest(device)).toEqual(taken)
    store.close()
    return { path, clock, conversation, device }
  }
  const restart = async (path: string, clock: ReturnType<typeof createFakeClock>) => {
    const store = openTestStore(path)
    const next = setUp({ store, clock, comeBackMs })
    return { ...next, store }
  }

  test('one that waited for another try', async () => {
    const { path, clock } = await crashAfter(({ answerWith }) => answerWith(() => later))
    const second = await restart(path, clock)
    await second.pass(0)
    await second.pass(comeBackMs)

    expect(second.bodies()).toEqual(['must not be lost'])
  })

  test('one that was withheld from a page', async () => {
    const { path, clock } = await crashAfter(({ watch }, device) => watch(device))
    const second = await restart(path, clock)
    await second.pass(0)
    await second.pass(comeBackMs)

    expect(second.bodies()).toEqual(['must not be lost'])
  })

  test('one that the pages had not come back for', async () => {
    const { path, clock, device } = await crashAfter(({ answerWith }) => answerWith(() => later))
    const second = await restart(path, clock)
    await second.pass(1000)
    await second.sendTest(device)
    await second.pass(5000)
    second.store.close()
    const third = await restart(path, clock)
    await third.pass(0)
    await third.pass(comeBackMs)

    expect(third.bodies()).toEqual(['must not be lost'])
  })
})
