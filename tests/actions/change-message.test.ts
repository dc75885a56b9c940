import { expect, test } from 'bun:test'
import { editMessage, reactToMessage } from '#server/actions/chat/change-message'
import { postMessage } from '#server/actions/chat/post-message'
import { removeMessages } from '#server/actions/chat/remove-messages'
import { createWindowLimit } from '#server/domain/rate-limit'
import { createConversation, createTestAudience, createTestClock, openTestStore } from '#tests/support/memory-store'

const createLine = async (most = 0) => {
  const store = openTestStore()
  const audience = createTestAudience()
  const clock = createTestClock()
  const deps = { store, audience, clock, visitorSends: createWindowLimit({ most, windowMs: 10_000 }) }
  const eda = await createConversation(store)
  const post = postMessage(deps)
  const say = async (role: 'user' | 'admin', client_id: string): Promise<number> => {
    await post(eda, role, { chat_id: '', client_id, type: 'text', text: 'merhaba' }, null)
    audience.told.length = 0
    return eda.lastMessage?.id ?? 0
  }
  const edit = editMessage(deps)
  const react = reactToMessage(deps)
  return {
    store,
    audience,
    clock,
    eda,
    say,
    edit,
    react,
    remove: removeMessages({ store, audience, emptyTrash: async () => undefined }),
  }
}

const createSender = () => {
  const acknowledged: unknown[] = []
  return { acknowledged, acknowledgeStored: (json: string) => void acknowledged.push(JSON.parse(json)) }
}

const refused = (code: string) => ({ ok: false, refusal: { code } })

test('an edit of a message that is not one’s own, too old or not there is refused, and nobody hears of it', async () => {
  const { audience, clock, eda, say, edit, react } = await createLine()
  const id = await say('user', 'first-one')

  expect(await edit(eda, 'admin', { chat_id: '', id, text: 'x' }, null)).toMatchObject(refused('forbidden'))
  expect(await edit(eda, 'user', { chat_id: '', id: 99, text: 'x' }, null)).toMatchObject(refused('not_found'))
  expect(await react(eda, 'user', { chat_id: '', id: 99, emoji: '👍' }, null)).toMatchObject(refused('not_found'))
  clock.pass(15 * 60_000 + 1)
  expect(await edit(eda, 'user', { chat_id: '', id, text: 'x' }, null)).toMatchObject(refused('forbidden'))
  expect(audience.told).toEqual([])
})

test('the visitor’s sends, edits and reactions share a limit that does not bind the admin', async () => {
  const { clock, eda, say, edit, react } = await createLine(3)
  const id = await say('user', 'first-one')
  await edit(eda, 'user', { chat_id: '', id, text: 'bir' }, null)
  await react(eda, 'user', { chat_id: '', id, emoji: '👍' }, null)
  clock.pass(4000)

  expect(await edit(eda, 'user', { chat_id: '', id, text: 'iki' }, null)).toMatchObject({
    refusal: { code: 'rate_limited', retryAfterMs: 6000 },
  })
  expect(await react(eda, 'admin', { chat_id: '', id, emoji: '👍' }, null)).toMatchObject({ ok: true })
  clock.pass(6000)
  expect(await edit(eda, 'user', { chat_id: '', id, text: 'iki' }, null)).toMatchObject({ ok: true })
})

test('a change is told to everybody once; what changes nothing to its sender alone', async () => {
  const { audience, eda, say, edit } = await createLine()
  const id = await say('user', 'first-one')
  const sender = createSender()

  await edit(eda, 'user', { chat_id: '', id, text: 'bir' }, sender)
  await edit(eda, 'user', { chat_id: '', id, text: 'bir' }, sender)

  const message = expect.objectContaining({ id, rev: 2, text: 'bir' })
  expect(audience.told).toEqual([['messagesChanged', eda, [message], sender]])
  expect(sender.acknowledged).toEqual([message])
})

test('a deletion is told as one, with the tombstones in the order of their revs, and nothing where there was nothing', async () => {
  const { audience, eda, say, remove } = await createLine()
  const [one, two] = [await say('user', 'first-one'), await say('admin', 'second-one')]

  expect(await remove(eda, [99])).toBe(0)
  expect(audience.told).toEqual([])
  expect(await remove(eda, [two, one])).toBe(2)
  const tombstone = (id: number, rev: number) => expect.objectContaining({ id, rev, deleted: true, text: null })
  expect(audience.told).toEqual([['messagesChanged', eda, [tombstone(two, 3), tombstone(one, 4)], null]])
})
