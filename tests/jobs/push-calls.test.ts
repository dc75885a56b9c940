import { describe, expect, test } from 'bun:test'
import type { CallOutcome } from '#protocol/call-frames'
import type { PushOutcome } from '#server/actions/ports'
import type { Call } from '#server/store/device-ports'
import type { Conversation } from '#server/store/ports'
import { callOf } from '#tests/support/stored-calls'
import { createStage, later, taken } from './stage.ts'

const ringMs = 60_000

/** The visitor rings; the admin has two devices that nobody looks at. */
const ringing = async () => {
  const stage = createStage()
  const { store, clock, admin, visitor, subscribed, sent } = stage
  const { conversation, device } = await visitor()
  const [phone, laptop] = [await admin(), await admin()]
  const endpoints = { phone: await subscribed(phone), laptop: await subscribed(laptop), own: await subscribed(device) }
  await stage.pass(0)
  const ring = async (of: Conversation = conversation): Promise<Call> => {
    const startedAt = clock.now()
    const rung = await store.calls.ring(callOf(of, { startedAt, expiresAt: startedAt + ringMs }))
    if (!rung) throw new Error('not rung')
    return rung
  }
  const end = async ({ callId }: Call, outcome: CallOutcome): Promise<Call> => {
    const ended = await store.calls.end(callId, outcome, clock.now())
    if (!ended) throw new Error('not ended')
    return ended.call
  }
  const told = () =>
    sent.map(({ endpoint, push }) => {
      const [name] = Object.entries(endpoints).find(([, one]) => one === endpoint) ?? ['somebody else']
      return `${name} ${push.payload.notification.data.kind}`
    })
  return { ...stage, conversation, phone, laptop, ring, end, told }
}

describe('of a call', () => {
  test('neither the caller hears by push, nor a device that somebody looks at', async () => {
    const { pump, ring, laptop, watch, pass, told } = await ringing()
    watch(laptop)
    await pump.tellOfCall(await ring())
    await pass(0)

    expect(told()).toEqual(['phone call'])
  })

  test('nobody hears once it rings no more', async () => {
    const { pump, ring, end, clock, pass, told } = await ringing()
    const [over, late] = [await ring(), await ring()]
    await end(over, 'cancelled')
    await pump.tellOfCall(over)
    await pass(0)
    clock.advance(ringMs - 999)
    await pump.tellOfCall(late)
    await pass(0)

    expect(told()).toEqual([])
  })

  test('every other device hears, with what is left of its ringing as time to live', async () => {
    const { pump, ring, clock, pass, told, sent } = await ringing()
    const call = await ring()
    clock.advance(1500)
    await pump.tellOfCall(call)
    await pass(0)

    expect(told()).toEqual(['phone call', 'laptop call'])
    expect(sent[0]?.push).toMatchObject({
      ttlS: 58,
      payload: {
        notification: {
          title: '📞 Eda is calling',
          navigate: `https://chat.example/admin?call=${call.callId}#chat=${call.conversation.chatId}`,
          tag: `call-${call.callId}`,
          data: { call_id: call.callId, expires_at: new Date(call.expiresAt).toISOString() },
        },
      },
    })
  })

  test('that could not be handed over it is tried again while it rings, and not a moment longer', async () => {
    const { pump, ring, clock, pass, sent, answerWith } = await ringing()
    answerWith(() => later)
    const call = await ring()
    await pump.tellOfCall(call)
    for (let second = 0; second < 120; second++) await pass(1000)

    const { expiresAt } = call
    expect(sent.length).toBeGreaterThan(8)
    expect(sent.filter(({ at }) => at >= expiresAt)).toEqual([])
    expect(clock.waiting()).toBe(0)
  })

  test('a device hears that only seemed to be looked at, while it rings', async () => {
    const { pump, ring, laptop, watch, lookAway, pass, told } = await ringing()
    watch(laptop)
    await pass(1000)
    await pump.tellOfCall(await ring())
    await pass(20_000)
    lookAway(laptop, 'missed')
    await pass(0)

    expect(told()).toEqual(['phone call', 'laptop call'])
  })
})

describe('that a call is over', () => {
  test('is told to those who were told of it, in its place', async () => {
    const { pump, ring, end, laptop, watch, pass, told, sent } = await ringing()
    watch(laptop)
    const call = await ring()
    await pump.tellOfCall(call)
    await pass(0)
    await pump.tellOfMissed(await end(call, 'missed'))
    await pass(0)

    const [rang, missed] = sent.map(({ push }) => push)
    expect(told()).toEqual(['phone call', 'phone missed'])
    expect(missed?.topic).toBe(rang?.topic ?? '')
    expect(missed?.payload.notification.tag).toBe(`call-${call.callId}`)
    expect(missed?.payload.notification.title).toBe('Missed call: Eda')
    expect(missed?.ttlS).toBe(6 * 60 * 60)
  })

  test('is told after the ring that is still on its way', async () => {
    const { pump, ring, end, pass, told, answerWith } = await ringing()
    const slow = Promise.withResolvers<PushOutcome>()
    answerWith(() => slow.promise)
    const call = await ring()
    await pump.tellOfCall(call)
    await pass(0)
    answerWith(() => taken)
    await pump.tellOfMissed(await end(call, 'cancelled'))
    await pass(0)
    const before = told()
    slow.resolve(taken)
    await pass(0)

    expect(before).toEqual(['phone call', 'laptop call'])
    expect(told()).toEqual(['phone call', 'laptop call', 'phone missed', 'laptop missed'])
  })

  test('is told without the word missed where another device took it, and not to that device', async () => {
    const { pump, ring, end, phone, pass, told, sent } = await ringing()
    const call = await ring()
    await pump.tellOfCall(call)
    await pass(0)
    await pump.tellOfMissed(await end(call, 'declined'), phone)
    await pass(0)

    expect(told()).toEqual(['phone call', 'laptop call', 'laptop missed'])
    expect(sent[2]?.push.payload.notification).toMatchObject({ title: 'Eda', body: 'Tap to open the conversation.' })
  })

  test('is not told where the ring never came, but for a call that was missed', async () => {
    const { pump, ring, end, pass, told, answerWith } = await ringing()
    answerWith(() => later)
    const [answered, missed] = [await ring(), await ring()]
    await pump.tellOfCall(answered)
    await pass(0)
    await pump.tellOfMissed({ ...answered, state: 'live' })
    await pass(0)
    answerWith(() => taken)
    for (let second = 0; second < 10; second++) await pass(1000)
    const ofTheAnswered = told()
    answerWith(() => later)
    await pump.tellOfCall(missed)
    await pass(0)
    await pump.tellOfMissed(await end(missed, 'missed'))
    answerWith(() => taken)
    for (let second = 0; second < 10; second++) await pass(1000)

    expect(ofTheAnswered).toEqual(['phone call', 'laptop call'])
    expect(told().slice(4)).toEqual(['phone missed', 'laptop missed'])
  })

  test('is told to a device that only seemed to be looked at, once that is found out', async () => {
    const { pump, ring, end, phone, laptop, watch, lookAway, pass, told } = await ringing()
    for (const device of [phone, laptop]) watch(device)
    await pass(1000)
    const call = await ring()
    await pump.tellOfCall(call)
    await pass(10_000)
    await pump.tellOfMissed(await end(call, 'cancelled'))
    await pass(1000)
    const before = told()
    lookAway(laptop, 'missed')
    await pass(0)

    expect([before, told()]).toEqual([[], ['laptop missed']])
  })

  test('is not told to a device that was looked at, where another one took the call', async () => {
    const { pump, ring, end, phone, laptop, watch, lookAway, pass, told } = await ringing()
    for (const device of [phone, laptop]) watch(device)
    await pass(1000)
    const call = await ring()
    await pump.tellOfCall(call)
    await pass(10_000)
    await pump.tellOfMissed(await end(call, 'declined'), phone)
    lookAway(laptop, 'missed')
    await pass(60_000)

    expect(told()).toEqual([])
  })

  test('is told to all of that side after a restart, since one of them may still ring', async () => {
    const { pump, ring, end, pass, told } = await ringing()
    await pump.tellOfMissed(await end(await ring(), 'missed'))
    await pass(0)

    expect(told()).toEqual(['phone missed', 'laptop missed'])
  })
})

test('a call goes before the messages that wait for the same push service', async () => {
  const { pump, ring, visitor, write, pass, sent, answerWith } = await ringing()
  const hanging = new Set<(outcome: PushOutcome) => void>()
  answerWith(() => new Promise((resolve) => hanging.add(resolve)))
  for (let n = 0; n < 10; n++) await write((await visitor()).conversation, { role: 'user' })
  await pass(0)
  const before = sent.length
  await pump.tellOfCall(await ring())
  answerWith(() => taken)
  for (const resolve of hanging) resolve(taken)
  await pass(0)

  expect(before).toBe(12)
  expect(sent.slice(12, 14).map(({ push }) => push.payload.notification.data.kind)).toEqual(['call', 'call'])
})
