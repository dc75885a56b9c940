import { expect, test } from 'bun:test'
import { done } from '#protocol/refusals'
import type { PushOutcome } from '#server/actions/ports'
import { testPush } from '#server/actions/push/test-push'
import { pushRules } from '#server/domain/push-rules'
import { createWindowLimit } from '#server/domain/rate-limit'
import { adminDevice, subscriptionOf } from '#tests/support/devices'
import { openTestStore } from '#tests/support/memory-store'

/** A device with three subscriptions, the last of them the newest; `outcomes`: what becomes of each test. */
const setUp = async (outcomes: (PushOutcome | null)[]) => {
  const store = openTestStore()
  const device = await adminDevice(store)
  const subscriptions = [1000, 2000, 3000].map((createdAt) => subscriptionOf(device, { createdAt }))
  for (const subscription of subscriptions) await store.push.keep(subscription, pushRules.mostSubscriptions)
  const sentTo: string[] = []
  const tried = testPush({
    store,
    publicKey: async () => done('key'),
    sendTest: async ({ endpoint }) => {
      sentTo.push(endpoint)
      return outcomes.shift() ?? null
    },
    house: { publicUrl: null, adminName: 'Muhsin' },
    limit: createWindowLimit({ most: 2, windowMs: 60_000 }),
    clock: () => 5000,
  })
  return { tried: () => tried(device, ''), sentTo, newest: subscriptions[2]?.endpoint }
}

test('a test is refused for a moment where too many are under way, and counts for none then', async () => {
  const { tried } = await setUp([null, { kind: 'taken', status: 201 }, { kind: 'taken', status: 201 }])
  const refused = await tried()
  const others = [await tried(), await tried(), await tried()]

  expect(refused).toMatchObject({ ok: false, refusal: { code: 'rate_limited', retryAfterMs: 5000 } })
  expect(others.map(({ ok }) => ok)).toEqual([true, true, false])
})

test('a test goes to the newest subscription alone, and says how it fared there', async () => {
  const { tried, sentTo, newest } = await setUp([
    { kind: 'refused', status: 403 },
    { kind: 'taken', status: 201 },
  ])

  expect([await tried(), await tried()]).toEqual([
    done({ sent: false, status: 403 }),
    done({ sent: true, status: 201 }),
  ])
  expect(sentTo).toEqual([newest ?? '', newest ?? ''])
})
