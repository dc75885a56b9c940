import { describe, expect, test } from 'bun:test'
import { makeOpenCode, sendCode } from '#server/actions/admin/send-code'
import { signIn } from '#server/actions/admin/sign-in'
import { identify } from '#server/actions/identify'
import type { CodeSender } from '#server/actions/ports'
import { codeRules } from '#server/domain/code'
import { createWindowLimit } from '#server/domain/rate-limit'
import { secureRandom } from '#server/random'
import { createTestAudience, createTestClock, hash, openTestStore } from '#tests/support/memory-store'

const minuteMs = 60_000

const createDesk = () => {
  const store = openTestStore()
  const clock = createTestClock()
  const codes: string[] = []
  const sender: CodeSender = { sentTo: 'console', send: (code) => void codes.push(code) }
  const making = { store, clock, random: secureRandom, hash }
  const send = sendCode({
    ...making,
    sender,
    perAddress: createWindowLimit(codeRules.sendsPerAddress),
    inAll: createWindowLimit(codeRules.sendsInAll),
    perBrowser: createWindowLimit(codeRules.sendsInAll),
  })
  const audience = createTestAudience()
  const enter = signIn({
    ...making,
    audience,
    wrongInAll: createWindowLimit(codeRules.wrongInAll),
    wrongPerBrowser: createWindowLimit(codeRules.wrongInAll),
    triesPerAddress: createWindowLimit(codeRules.triesPerAddress),
  })
  const outcomeOf = (outcome: { ok: true } | { ok: false; refusal: { code: string } }) =>
    outcome.ok ? 'ok' : outcome.refusal.code
  return {
    store,
    clock,
    codes,
    told: audience.told,
    sessions: identify({ store, clock, hash }),
    openCode: () => makeOpenCode(making),
    ask: async (address = 'a', browser: string | null = null) => {
      const outcome = await send({ address, browser })
      return {
        answer: outcomeOf(outcome),
        outcome,
        challengeId: outcome.ok ? outcome.value.challengeId : '',
        code: codes.at(-1) ?? '',
      }
    },
    enter: async (challengeId: string | null, code: string, address = 'a', browser: string | null = null) => {
      const outcome = await enter({ code, challengeId, address, browser, userAgent: 'a browser' })
      return { answer: outcomeOf(outcome), outcome, token: outcome.ok ? outcome.value.token : '' }
    },
  }
}

const wrongOf = (code: string): string => (code === '00000000' ? '00000001' : '00000000')

describe('asking for a code', () => {
  test('a fourth time in ten minutes is refused to an address, and to no other', async () => {
    const desk = createDesk()
    for (let n = 0; n < 3; n++) expect((await desk.ask('a')).answer).toBe('ok')

    expect((await desk.ask('a')).outcome).toEqual({
      ok: false,
      refusal: expect.objectContaining({ code: 'rate_limited', retryAfterMs: 10 * minuteMs }),
    })
    expect((await desk.ask('b')).answer).toBe('ok')

    desk.clock.pass(10 * minuteMs)
    expect((await desk.ask('a')).answer).toBe('ok')
  })

  test('an eleventh time in an hour is refused to everybody but a browser that was signed in before', async () => {
    const desk = createDesk()
    for (let n = 0; n < 10; n++) expect((await desk.ask(`address ${n}`)).answer).toBe('ok')

    expect((await desk.ask('another')).answer).toBe('rate_limited')
    expect((await desk.ask('another', 'an earlier session')).answer).toBe('ok')

    desk.clock.pass(60 * minuteMs)
    expect((await desk.ask('another')).answer).toBe('ok')
  })

  test('all at once does not slip through the limits', async () => {
    const desk = createDesk()

    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => desk.ask(`address ${n}`)))

    expect(answers.filter(({ answer }) => answer === 'ok')).toHaveLength(10)
  })
})

describe('signing in is refused', () => {
  test('with a code of another challenge, or with none', async () => {
    const desk = createDesk()
    const [one, other] = [await desk.ask(), await desk.ask()]

    expect((await desk.enter(one.challengeId, other.code)).answer).toBe('unauthenticated')
    expect((await desk.enter(null, other.code)).answer).toBe('unauthenticated')
    expect((await desk.enter('unheard-of', other.code)).answer).toBe('unauthenticated')
    expect((await desk.enter(other.challengeId, other.code)).answer).toBe('ok')
  })

  test('with a code that was used', async () => {
    const desk = createDesk()
    const { challengeId, code } = await desk.ask()
    await desk.enter(challengeId, code)

    expect((await desk.enter(challengeId, code)).answer).toBe('unauthenticated')
  })

  test('with a code that is five minutes old, and not a moment before', async () => {
    const desk = createDesk()
    const [one, other] = [await desk.ask(), await desk.ask()]
    desk.clock.pass(5 * minuteMs - 1)
    expect((await desk.enter(one.challengeId, one.code)).answer).toBe('ok')

    desk.clock.pass(1)
    expect((await desk.enter(other.challengeId, other.code)).answer).toBe('unauthenticated')
  })

  test('after five wrong codes on a challenge, even with the right one', async () => {
    const desk = createDesk()
    const { challengeId, code } = await desk.ask()
    for (let n = 0; n < 5; n++) expect((await desk.enter(challengeId, wrongOf(code))).answer).toBe('unauthenticated')

    expect((await desk.enter(challengeId, code)).outcome).toEqual({
      ok: false,
      refusal: expect.objectContaining({ code: 'rate_limited', retryAfterMs: 5 * minuteMs }),
    })
  })

  test('after ten wrong codes in an hour, whoever asks, until the hour is over', async () => {
    const desk = createDesk()
    for (let n = 0; n < 10; n++) await desk.enter(`unheard-of ${n}`, '12345678', `address ${n}`)
    const { challengeId, code } = await desk.ask('another')

    expect((await desk.enter(challengeId, code, 'another')).answer).toBe('rate_limited')

    desk.clock.pass(60 * minuteMs)
    const later = await desk.ask('another')
    expect((await desk.enter(later.challengeId, later.code)).answer).toBe('ok')
  })

  test('a browser that was signed in before has ten wrong codes of its own', async () => {
    const desk = createDesk()
    for (let n = 0; n < 10; n++) await desk.enter('unheard-of', '12345678')
    const mine = await desk.ask('a', 'an earlier session')

    for (let n = 0; n < 4; n++) await desk.enter(mine.challengeId, wrongOf(mine.code), 'a', 'an earlier session')
    expect((await desk.enter(mine.challengeId, mine.code, 'a', 'an earlier session')).answer).toBe('ok')

    for (let n = 0; n < 6; n++) await desk.enter('unheard-of', '12345678', 'a', 'an earlier session')
    expect((await desk.enter('unheard-of', '12345678', 'a', 'an earlier session')).answer).toBe('rate_limited')
  })

  test('to the 301st try of an address in five minutes, console codes included', async () => {
    const desk = createDesk()
    for (let n = 0; n < 300; n++) await desk.enter(null, '12345678')
    const code = await desk.openCode()

    expect((await desk.enter(null, code)).answer).toBe('rate_limited')
    expect((await desk.enter(null, code, 'another')).answer).toBe('ok')
  })
})

describe('guesses that come all at once', () => {
  test('share the five tries of a challenge', async () => {
    const desk = createDesk()
    const { challengeId, code } = await desk.ask()
    const guesses = Array.from({ length: 200 }, () => desk.enter(challengeId, wrongOf(code)))

    const answers = (await Promise.all(guesses)).map(({ answer }) => answer)

    expect(answers.filter((answer) => answer === 'unauthenticated')).toHaveLength(5)
    expect(answers.filter((answer) => answer === 'rate_limited')).toHaveLength(195)
  })

  test('share the ten wrong codes of an hour, over all challenges', async () => {
    const desk = createDesk()
    const challenges = await Promise.all(Array.from({ length: 10 }, (_, n) => desk.ask(`address ${n}`)))
    const guesses = challenges.flatMap(({ challengeId }) =>
      Array.from({ length: 5 }, () => desk.enter(challengeId, '00000000')),
    )

    const answers = (await Promise.all(guesses)).map(({ answer }) => answer)

    expect(answers.filter((answer) => answer === 'unauthenticated')).toHaveLength(10)
  })

  test('with the right code open once', async () => {
    const desk = createDesk()
    const { challengeId, code } = await desk.ask()

    const answers = await Promise.all(Array.from({ length: 5 }, () => desk.enter(challengeId, code)))

    expect(answers.filter(({ answer }) => answer === 'ok')).toHaveLength(1)
  })
})

describe('a code of the console', () => {
  test('opens without a challenge, once, for five minutes', async () => {
    const desk = createDesk()
    const [one, other] = [await desk.openCode(), await desk.openCode()]

    expect((await desk.enter(null, one)).answer).toBe('ok')
    expect((await desk.enter(null, one)).answer).toBe('unauthenticated')

    desk.clock.pass(5 * minuteMs)
    expect((await desk.enter(null, other)).answer).toBe('unauthenticated')
  })

  test('opens when all limits in all are spent, so that a flood of guesses does not lock the owner out', async () => {
    const desk = createDesk()
    for (let n = 0; n < 10; n++) await desk.ask(`address ${n}`)
    for (let n = 0; n < 20; n++) await desk.enter('unheard-of', '12345678', `address ${n}`)

    expect((await desk.enter(null, await desk.openCode())).answer).toBe('ok')
    expect((await desk.enter('unheard-of', await desk.openCode())).answer).toBe('ok')
  })
})

test('right codes count against no limit of wrong ones', async () => {
  const desk = createDesk()
  for (let n = 0; n < 9; n++) await desk.enter('unheard-of', '12345678')
  for (let n = 0; n < 3; n++) {
    const { challengeId, code } = await desk.ask()
    expect((await desk.enter(challengeId, code)).answer).toBe('ok')
  }
})

test('a desk that is opened and closed every day is never signed out', async () => {
  const desk = createDesk()
  const { token } = await desk.enter(null, await desk.openCode())

  for (let day = 0; day < 100; day++) {
    desk.clock.pass(15 * 60 * minuteMs)
    const session = await desk.sessions.admin(token)
    expect(session).not.toBeNull()
    desk.clock.pass(9 * 60 * minuteMs)
    if (session) await desk.store.sessions.noteAdminSeen(session.id, desk.clock())
  }
})

describe('the session that the browser had before', () => {
  const signedIn = async () => {
    const desk = createDesk()
    const { token } = await desk.enter(null, await desk.openCode())
    const id = (await desk.sessions.admin(token))?.id ?? ''
    return { ...desk, token, id, isIn: async () => (await desk.sessions.admin(token)) !== null }
  }

  test('stays at a sign-in that fails', async () => {
    const { enter, ask, isIn, id, told } = await signedIn()
    const { challengeId, code } = await ask()

    expect((await enter(challengeId, wrongOf(code), 'a', id)).answer).toBe('unauthenticated')

    expect(await isIn()).toBe(true)
    expect(told).toEqual([])
  })

  test('ends with one that does not, by a code of either kind; those of other browsers stay', async () => {
    for (const kind of ['asked', 'console']) {
      const { enter, ask, openCode, isIn, id, told, sessions } = await signedIn()
      const other = await enter(null, await openCode())
      const { challengeId, code } = await ask()

      await enter(kind === 'asked' ? challengeId : null, kind === 'asked' ? code : await openCode(), 'a', id)

      expect(await isIn()).toBe(false)
      expect(await sessions.admin(other.token)).not.toBeNull()
      expect(told).toEqual([['adminSessionEnded', id]])
    }
  })
})

test('each sign-in has a token of its own, good for thirty days and renewed by use', async () => {
  const desk = createDesk()
  const [one, other] = [await desk.enter(null, await desk.openCode()), await desk.enter(null, await desk.openCode())]
  const dayMs = 24 * 60 * minuteMs

  expect(one.token).not.toBe(other.token)
  desk.clock.pass(29 * dayMs)
  expect(await desk.sessions.admin(one.token)).not.toBeNull()
  desk.clock.pass(2 * dayMs)
  expect(await desk.sessions.admin(one.token)).not.toBeNull()
  expect(await desk.sessions.admin(other.token)).toBeNull()
  expect(await desk.sessions.earlierAdmin(other.token)).not.toBeNull()
  expect(await desk.sessions.admin('a guess')).toBeNull()
})
