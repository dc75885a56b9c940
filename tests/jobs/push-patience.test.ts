import { expect, test } from 'bun:test'
import type { PushOutcome } from '#server/actions/ports'
import { callOf } from '#tests/support/stored-calls'
import { createStage, taken } from './stage.ts'

const anHour: PushOutcome = { kind: 'later', status: 429, retryAfterMs: 3_600_000 }

/** An admin whose push service answers all by `outcome`, and visitors who write. */
const askingAdmin = async (outcome: PushOutcome) => {
  const stage = createStage()
  await stage.subscribed(await stage.admin())
  stage.answerWith(() => outcome)
  const writeFrom = async (visitors: number) => {
    for (let n = 0; n < visitors; n++) {
      await stage.write((await stage.visitor()).conversation, { role: 'user' })
      await stage.pass(100)
    }
  }
  return { ...stage, writeFrom }
}

test.each([anHour, { kind: 'later', status: 503, retryAfterMs: 3_600_000 }, { kind: 'later', status: 429 }] as const)(
  'who asks for patience is sent nothing else for the same subscription: %p',
  async (outcome) => {
    const { sent, writeFrom } = await askingAdmin(outcome)
    await writeFrom(10)
    await writeFrom(0)

    expect(sent).toHaveLength(1)
  },
)

test('what waited is sent afterwards, and first one of it alone', async () => {
  const { sent, writeFrom, pass, answerWith } = await askingAdmin({ kind: 'later', status: 429, retryAfterMs: 60_000 })
  await writeFrom(3)
  for (let second = 0; second < 66; second++) await pass(1000)
  const tried = sent.length
  answerWith(() => taken)
  for (let second = 0; second < 90; second++) await pass(1000)

  expect([tried, sent.length]).toEqual([2, 5])
})

test('a call rings for nobody meanwhile, nor once it is over', async () => {
  const { store, clock, pump, visitor, sent, writeFrom, pass } = await askingAdmin(anHour)
  await writeFrom(1)
  const { conversation } = await visitor()
  const times = { startedAt: clock.now(), expiresAt: clock.now() + 60_000 }
  const call = await store.calls.ring(callOf(conversation, times))
  if (call) await pump.tellOfCall(call)
  for (let minute = 0; minute < 90; minute++) await pass(60_000)

  expect(call).not.toBeNull()
  expect(sent.map(({ push }) => push.payload.notification.data.kind)).not.toContain('call')
})

test('nobody else is kept waiting', async () => {
  const { sent, admin, subscribed, writeFrom } = await askingAdmin(anHour)
  await writeFrom(1)
  const other = await subscribed(await admin())
  await writeFrom(1)

  expect(sent.map(({ endpoint }) => endpoint).slice(1)).toEqual([other])
})
