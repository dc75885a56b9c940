import { describe, expect, test } from 'bun:test'
import { createWithheld } from '#server/jobs/withheld'
import { createStage } from './stage.ts'

/** A visitor's device that somebody seems to look at. */
const watchedVisitor = async () => {
  const stage = createStage()
  const { conversation, device } = await stage.visitor()
  await stage.subscribed(device)
  stage.watch(device)
  return { ...stage, conversation, device }
}

describe('of a device that somebody looked at, nothing is told', () => {
  test('when its page goes by itself, or is hidden', async () => {
    const { conversation, device, clock, write, pass, lookAway, sent } = await watchedVisitor()
    await pass(1000)
    await write(conversation)
    await pass(0)
    await pass(1000)
    lookAway(device, 'left', clock.now())
    await pass(60_000)

    expect(sent).toEqual([])
  })

  test('that its page has spoken since', async () => {
    const { conversation, device, write, pass, watch, lookAway, sent } = await watchedVisitor()
    await write(conversation)
    await pass(0)
    await pass(1000)
    watch(device)
    await pass(20_000)
    lookAway(device, 'missed')
    await pass(60_000)

    expect(sent).toEqual([])
  })

  test('that was read, before it was found out', async () => {
    const { store, conversation, device, write, pass, lookAway, sent } = await watchedVisitor()
    await pass(1000)
    const { id } = await write(conversation)
    await pass(1000)
    await store.conversations.markRead(conversation, 'user', id)
    lookAway(device, 'missed')
    await pass(60_000)

    expect(sent).toEqual([])
  })

  test('while somebody looks through another page of it', async () => {
    const { conversation, device, write, pass, watch, lookAway, sent } = await watchedVisitor()
    await pass(1000)
    await write(conversation)
    await pass(1000)
    lookAway(device, 'cut')
    watch(device)
    await pass(60_000)

    expect(sent).toEqual([])
  })
})

describe('of a device that only seemed to be looked at', () => {
  test('what came since its page spoke last is told as soon as that is found out', async () => {
    const { conversation, device, write, pass, lookAway, bodies } = await watchedVisitor()
    await pass(10_000)
    await write(conversation, { text: 'nobody saw it' })
    await pass(10_000)
    const before = bodies()
    lookAway(device, 'missed')
    await pass(0)

    expect([before, bodies()]).toEqual([[], ['nobody saw it']])
  })

  test.each(['left', 'cut'] as const)('what a page that %s had no time to show is told', async (how) => {
    const { conversation, device, clock, write, pass, lookAway, bodies } = await watchedVisitor()
    await pass(10_000)
    await write(conversation, { text: 'too late to be seen' })
    await pass(100)
    lookAway(device, how, clock.now() - 5000)
    await pass(3000)

    expect(bodies()).toEqual(['too late to be seen'])
  })

  test('what was read when the page was hidden is not told', async () => {
    const { store, conversation, device, write, pass, lookAway, sent } = await watchedVisitor()
    const { id } = await write(conversation)
    await pass(100)
    lookAway(device, 'left', 0)
    await store.conversations.markRead(conversation, 'user', id)
    await pass(60_000)

    expect(sent).toEqual([])
  })

  test('a line that was cut has a moment to come back', async () => {
    const { conversation, device, write, pass, lookAway, bodies } = await watchedVisitor()
    await pass(1000)
    await write(conversation, { text: 'lost on the way' })
    await pass(1000)
    lookAway(device, 'cut')
    await pass(2999)
    const before = bodies()
    await pass(1)

    expect([before, bodies()]).toEqual([[], ['lost on the way']])
  })

  test('an older message is told together with a newer one, not after it', async () => {
    const { conversation, device, write, pass, lookAway, bodies } = await watchedVisitor()
    await pass(1000)
    await write(conversation, { text: 'older' })
    await pass(1000)
    lookAway(device, 'cut')
    await write(conversation, { text: 'newer' })
    await pass(0)
    await pass(60_000)

    expect(bodies()).toEqual(['newer'])
  })

  test('what only now is found to be watched waits in the same way', async () => {
    const { conversation, device, write, pass, watch, lookAway, bodies } = await watchedVisitor()
    lookAway(device, 'left')
    await write(conversation, { text: 'one' })
    await pass(0)
    await write(conversation, { text: 'two' })
    await pass(0)
    watch(device)
    await pass(3000)
    const whileWatched = bodies()
    lookAway(device, 'missed')
    await pass(0)

    expect([whileWatched, bodies()]).toEqual([['one'], ['one', 'two']])
  })
})

test('nothing waits any more once the page has spoken', async () => {
  const { conversation, device, clock, write, pass, watch } = await watchedVisitor()
  await write(conversation)
  await pass(0)
  for (let n = 0; n < 5; n++) await pass(2000)
  const unsettled = clock.waiting()
  watch(device)
  for (let n = 0; n < 5; n++) await pass(2000)

  expect([unsettled, clock.waiting()]).toEqual([1, 0])
})

test('of one device no more is kept than a bounded number of conversations, the newest', async () => {
  const { visitor, admin } = createStage()
  const device = await admin()
  const withheld = createWithheld(2)
  const target = { subscription: 1, device, service: 'push.example' }
  const at = { id: 1, at: 1 }
  const [one, two, three] = [await visitor(), await visitor(), await visitor()]
  for (const { conversation } of [one, two, three, two])
    withheld.add(target, { kind: 'message', to: 'admin', conversation, first: at, newest: at }, 5)

  const kept = withheld.takeAll(device.session).map(({ news }) => news.kind === 'message' && news.conversation)
  expect(kept).toEqual([three.conversation, two.conversation])
  expect(withheld.isEmpty()).toBe(true)
})
