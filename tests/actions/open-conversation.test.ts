import { describe, expect, test } from 'bun:test'
import { identify } from '#server/actions/identify'
import type { Random } from '#server/actions/ports'
import { leave } from '#server/actions/visitor/leave'
import { openConversation, renameVisitor } from '#server/actions/visitor/open-conversation'
import { createWindowLimit } from '#server/domain/rate-limit'
import { secureRandom } from '#server/random'
import { faultOf } from '#tests/support/fault-of'
import { createTestAudience, createTestClock, hash, openTestStore } from '#tests/support/memory-store'

const createDoor = (random: Random = secureRandom, most = 3) => {
  const store = openTestStore()
  const clock = createTestClock()
  const audience = createTestAudience()
  const open = openConversation({
    store,
    audience,
    clock,
    random,
    hash,
    newSessions: createWindowLimit({ most, windowMs: 600_000 }),
  })
  const wish = { name: 'Eda', lang: 'tr', address: 'a', userAgent: '' } as const
  return {
    store,
    clock,
    audience,
    sessions: identify({ store, clock, hash }),
    open: async (change: Partial<typeof wish> = {}) => {
      const outcome = await open({ ...wish, ...change })
      return outcome.ok ? outcome.value : outcome.refusal
    },
  }
}

const always = (digits: number): Random => ({ ...secureRandom, below: () => digits })

test('a fourth conversation of an address is refused, and makes nothing', async () => {
  const door = createDoor()
  for (let n = 0; n < 3; n++) await door.open()

  expect(await door.open()).toMatchObject({ code: 'rate_limited', retryAfterMs: 600_000 })
  expect(
    (await door.store.conversations.list({ filter: 'all', q: null, cursor: null, limit: 10 }))?.conversations,
  ).toHaveLength(3)
  expect(await door.open({ address: 'b' as 'a' })).toHaveProperty('token')
})

test('four digits that are taken become six, and where those are taken too it is a fault, not a double', async () => {
  const door = createDoor(always(2 ** 23))

  expect(await door.open()).toMatchObject({ session: { conversation: { cid: 'Eda-8000' } } })
  expect(await door.open()).toMatchObject({ session: { conversation: { cid: 'Eda-800000' } } })
  expect(await faultOf(door.open())).toEqual(new Error('no CID is free'))
})

test('the database holds no token, only what cannot be turned back into one', async () => {
  const door = createDoor()
  const opened = await door.open()
  const token = 'token' in opened ? opened.token : ''

  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(Buffer.from(hash(token)).toString('base64url')).not.toContain(token)
  expect(await door.sessions.visitor(token)).not.toBeNull()
  expect(await door.sessions.visitor(`${token}A`)).toBeNull()
  expect(await door.sessions.visitor(undefined)).toBeNull()
})

describe("a visitor's session", () => {
  test('ends 400 days after its last use', async () => {
    const door = createDoor()
    const opened = await door.open()
    const token = 'token' in opened ? opened.token : ''
    const dayMs = 24 * 60 * 60_000

    door.clock.pass(399 * dayMs)
    expect(await door.sessions.visitor(token)).not.toBeNull()
    door.clock.pass(399 * dayMs)
    expect(await door.sessions.visitor(token)).not.toBeNull()
    door.clock.pass(400 * dayMs)
    expect(await door.sessions.visitor(token)).toBeNull()
  })

  test('that is left is gone, and the conversation stays', async () => {
    const door = createDoor()
    const opened = await door.open()
    if (!('token' in opened)) throw new Error(opened.message)
    await leave(door)(opened.session)

    expect(await door.sessions.visitor(opened.token)).toBeNull()
    expect(await door.store.conversations.find(opened.session.conversation.chatId)).toBe(opened.session.conversation)
    expect(door.audience.told).toContainEqual(['visitorSessionEnded', opened.session.id])
  })
})

test('a new name keeps the CID, and the same name tells nobody', async () => {
  const door = createDoor()
  const opened = await door.open()
  if (!('token' in opened)) throw new Error(opened.message)
  const { conversation } = opened.session
  const { cid } = conversation
  door.audience.told.length = 0
  const rename = renameVisitor(door)

  await rename(opened.session, 'Eda', null)
  expect(door.audience.told).toEqual([])

  await rename(opened.session, 'Ayşe', 'en')
  expect(conversation).toMatchObject({ name: 'Ayşe', lang: 'en', cid })
  expect(door.audience.told).toEqual([['threadChanged', conversation]])
})
