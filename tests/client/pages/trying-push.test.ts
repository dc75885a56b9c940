import { describe, expect, test } from 'bun:test'
import type { Answer } from '#client/net/route'
import { tryPush } from '#client/pages/trying-push'
import type { PushTrial } from '#client/state/notify'
import type { PushTested } from '#protocol/push'
import { createFakeClock } from '#tests/support/fake-clock'
import { createFakeBridge } from '#tests/support/fake-push'
import { settled } from '#tests/support/settled'

const setUp = (answer: Answer<PushTested>, mayBeUnheard = false) => {
  const clock = createFakeClock()
  const { bridge, say } = createFakeBridge({})
  const steps: PushTrial[] = []
  const trying = tryPush({
    api: { test: async () => answer },
    worker: bridge,
    clock,
    mayBeUnheard,
    onStep: (step) => steps.push(step),
  })
  const arrive = (tag: string): void => say({ type: 'push-arrived', tag, kind: null })
  return { clock, steps, trying, arrive }
}

const sent: Answer<PushTested> = { ok: true, value: { sent: true, status: 201 } }
const notSent = (status: number | null): Answer<PushTested> => ({ ok: true, value: { sent: false, status } })
const refused = (code: string, retryAfterMs?: number): Answer<PushTested> => ({
  ok: false,
  code,
  ...(retryAfterMs && { retryAfterMs }),
})

describe('a test push', () => {
  const outcomes: [string, Answer<PushTested>, PushTrial][] = [
    ['that no push service answered', notSent(null), { step: 'unreached' }],
    ['that a push service in trouble did not take', notSent(503), { step: 'unreached' }],
    ['to a subscription that is gone', notSent(410), { step: 'unknown' }],
    ['that is refused', notSent(403), { step: 'refused', status: 403 }],
    ['to a device that the server does not know', refused('not_found'), { step: 'unknown' }],
    ['too soon after others', refused('rate_limited', 5000), { step: 'limited', waitMs: 5000 }],
    ['without a network', refused('offline'), { step: 'failed', code: 'offline' }],
  ]
  test.each(outcomes)('%s says so', async (_name, answer, outcome) => {
    const { trying, steps } = setUp(answer)

    expect(await trying).toEqual(outcome)

    expect(steps).toEqual([{ step: 'sending' }, outcome])
  })

  test('that does not come within 20 s is lost, whatever else comes', async () => {
    const { trying, steps, clock, arrive } = setUp(sent)
    await settled()
    expect(steps.at(-1)).toEqual({ step: 'waiting' })

    arrive('chat-1')
    await settled()
    clock.advance(20_000)

    expect(await trying).toEqual({ step: 'lost' })
  })

  test('is not called lost in a browser that may have shown it without a word', async () => {
    const { trying, clock } = setUp(sent, true)
    await settled()

    clock.advance(20_000)

    expect(await trying).toEqual({ step: 'unheard' })
  })

  test('that comes says after how long', async () => {
    const { trying, clock, arrive } = setUp(sent)
    await settled()

    clock.advance(800)
    arrive('test')

    expect(await trying).toEqual({ step: 'arrived', afterMs: 800 })
  })

  test('may come before the server has answered', async () => {
    const { trying, arrive } = setUp(sent)

    arrive('test')

    expect(await trying).toEqual({ step: 'arrived', afterMs: 0 })
  })
})
