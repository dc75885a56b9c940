import { describe, expect, test } from 'bun:test'
import { createStage, gone, later, taken } from './stage.ts'

/** A visitor whose push service does not take what was written. */
const pendingVisitor = async () => {
  const stage = createStage()
  const { conversation, device } = await stage.visitor()
  const old = await stage.subscribed(device)
  await stage.pass(1000)
  stage.answerWith(() => later)
  await stage.write(conversation, { text: 'pending' })
  await stage.pass(100)
  await stage.pass(100)
  /** From now on only the old endpoint fails: it is gone. */
  const oldIsGone = () => stage.answerWith((_, endpoint) => (endpoint === old ? gone : taken))
  const told = () => stage.sent.map(({ endpoint, push }) => [endpoint, push.payload.notification.body])
  return { ...stage, conversation, device, old, oldIsGone, told }
}

describe('what waits for an endpoint that is gone', () => {
  test('is told at the one that its device has got since', async () => {
    const { store, device, old, oldIsGone, subscribed, pass, told } = await pendingVisitor()
    const renewed = await subscribed(device)
    oldIsGone()
    await pass(5000)

    expect(told()).toEqual([
      [old, 'pending'],
      [old, 'pending'],
      [renewed, 'pending'],
    ])
    expect((await store.push.ofDevice(device)).map(({ endpoint }) => endpoint)).toEqual([renewed])
  })

  test('is told there too where the device gave up the old one itself', async () => {
    const { store, device, old, oldIsGone, subscribed, pass, told } = await pendingVisitor()
    const renewed = await subscribed(device)
    await store.push.remove(device, old)
    oldIsGone()
    await pass(5000)

    expect(told().slice(1)).toEqual([[renewed, 'pending']])
  })

  test('is tried on where the database does not say who else there is', async () => {
    const { store, device, oldIsGone, subscribed, pass, told } = await pendingVisitor()
    const renewed = await subscribed(device)
    oldIsGone()
    const { ofDevice, forget } = store.push
    store.push.forget = () => Promise.reject(new Error('the disk is gone'))
    store.push.ofDevice = () => Promise.reject(new Error('the disk is gone'))
    await pass(5000)
    store.push.ofDevice = ofDevice
    store.push.forget = forget
    for (let second = 0; second < 10; second++) await pass(1000)

    expect(told().at(-1)).toEqual([renewed, 'pending'])
  })

  test('is not told twice where the other one was there before', async () => {
    const { visitor, subscribed, write, pass, sent, answerWith } = createStage()
    const { conversation, device } = await visitor()
    const [first, second] = [await subscribed(device), await subscribed(device)]
    await pass(1000)
    answerWith((_, endpoint) => (endpoint === first ? gone : taken))
    await write(conversation)
    await pass(0)
    await pass(5000)

    expect(sent.map(({ endpoint }) => endpoint)).toEqual([first, second])
  })

  test('is told to nobody else', async () => {
    const { admin, visitor, device, store, oldIsGone, subscribed, pass, told } = await pendingVisitor()
    await subscribed(await admin())
    await subscribed((await visitor()).device)
    await subscribed(device)
    await store.sessions.endVisitor(device.session)
    oldIsGone()
    await pass(60_000)

    expect(told()).toHaveLength(1)
  })
})

test('what waits is told with the new keys of its endpoint', async () => {
  const { store, device, old, subscribed, pass, told, answerWith } = await pendingVisitor()
  const [before] = await store.push.ofDevice(device)
  await subscribed(device, { endpoint: old, auth: new Uint8Array(16).fill(9) })
  answerWith(() => taken)
  await pass(5000)

  expect((await store.push.ofDevice(device))[0]).toMatchObject({ id: before?.id, auth: new Uint8Array(16).fill(9) })
  expect(told()).toEqual([
    [old, 'pending'],
    [old, 'pending'],
  ])
})
