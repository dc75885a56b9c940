import { describe, expect, mock, test } from 'bun:test'
import type { Answer } from '#client/net/route'
import { createFacts } from '#client/pages/facts'
import type { ThreadFacts } from '#protocol/http'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'

const known = (count: number): ThreadFacts => ({
  lang: 'tr',
  user_agent: null,
  message_count: { count, is_least: false },
})

const setUp = () => {
  const clock = createFakeClock()
  const onChange = mock(() => {})
  const answers: ((answer: Answer<ThreadFacts>) => void)[] = []
  const threadFacts = mock((_chatId: string) => new Promise<Answer<ThreadFacts>>((resolve) => answers.push(resolve)))
  const facts = createFacts({ api: { threadFacts }, clock, onChange })
  const answer = async (nth: number, given: Answer<ThreadFacts>): Promise<void> => {
    answers[nth]?.(given)
    await settled()
  }
  return { clock, onChange, threadFacts, facts, answer }
}

describe('facts that do not come', () => {
  test('are unknown, and asked for again once something is different', async () => {
    const { clock, facts, threadFacts, onChange, answer } = setUp()
    expect(facts.of('a', 'down')).toBeNull()
    await answer(0, { ok: false, code: 'offline' })
    expect([facts.of('a', 'down'), onChange.mock.calls]).toEqual([null, []])

    facts.of('a', 'open')
    clock.advance(3000)
    expect(threadFacts).toHaveBeenCalledTimes(2)
  })

  test('later than another conversation opened are not taken for those of that one', async () => {
    const { facts, answer } = setUp()
    facts.of('a', '1')
    facts.of('b', '1')
    await answer(0, { ok: true, value: known(1) })
    expect(facts.of('b', '1')).toBeNull()
  })

  test('are not asked for any more once the page is left', () => {
    const { clock, facts, threadFacts } = setUp()
    facts.of('a', '1')
    facts.of('a', '2')
    facts.stop()
    clock.advance(10_000)
    expect(threadFacts).toHaveBeenCalledTimes(1)
  })
})

test('they are asked for once a conversation, and once more after many messages', async () => {
  const { clock, facts, threadFacts, onChange, answer } = setUp()
  facts.of('a', '1')
  await answer(0, { ok: true, value: known(1) })
  expect([facts.of('a', '1'), onChange.mock.calls.length]).toEqual([known(1), 1])

  for (const mark of ['2', '3', '4']) expect(facts.of('a', mark)).toEqual(known(1))
  clock.advance(3000)
  await answer(1, { ok: true, value: known(4) })
  expect([facts.of('a', '4'), threadFacts.mock.calls.length]).toEqual([known(4), 2])
})
