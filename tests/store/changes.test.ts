import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Message, Side } from '#protocol/messages'
import type { Conversation, Edit, Reaction, SendLimit, Store } from '#server/store/ports'
import { faultOf } from '#tests/support/fault-of'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

const over: SendLimit = { peek: () => ({ ok: false, retryAfterMs: 70 }), take: () => ({ ok: false, retryAfterMs: 70 }) }

const countingLimit = () => {
  let taken = 0
  const limit: SendLimit = { peek: () => ({ ok: true }), take: () => ({ ok: true, taken: ++taken }) }
  return { limit, taken: () => taken }
}

const say = async (store: Store, conversation: Conversation, role: Side = 'user', text = 'merhaba') => {
  const appended = await store.messages.append(messageOf(conversation, { role, text, createdAt: 2000 }))
  if (appended.kind !== 'stored') throw new Error(appended.kind)
  return appended.message
}

const editOf = (conversation: Conversation, id: number, change: Partial<Edit> = {}): Edit => ({
  conversation,
  id,
  role: 'user',
  limit: null,
  text: 'günaydın',
  editedAt: 5000,
  notBefore: 2000,
  ...change,
})

const reactionOf = (conversation: Conversation, id: number, change: Partial<Reaction> = {}): Reaction => ({
  conversation,
  id,
  role: 'user',
  limit: null,
  emoji: '👍',
  ...change,
})

const open = async (path?: string) => {
  const store = openTestStore(path)
  return { store, eda: await createConversation(store), ali: await createConversation(store) }
}

describe('refused, and nothing changed', () => {
  test('an edit of the other side’s message, and one that comes too late', async () => {
    const { store, eda } = await open()
    const { id } = await say(store, eda)

    expect(await store.messages.edit(editOf(eda, id, { role: 'admin' }))).toEqual({ kind: 'not_yours' })
    expect(await store.messages.edit(editOf(eda, id, { notBefore: 2001 }))).toEqual({ kind: 'too_late' })
    expect(eda).toMatchObject({ rev: 1, lastMessage: { text: 'merhaba', edited_at: null } })
  })

  test('a message that is not there, is deleted, or is of another conversation', async () => {
    const { store, eda, ali } = await open()
    const [theirs, deleted] = [await say(store, ali), await say(store, eda)]
    await store.messages.remove(eda, [deleted.id])

    for (const id of [999, theirs.id, deleted.id]) {
      expect(await store.messages.edit(editOf(eda, id))).toEqual({ kind: 'not_found' })
      expect(await store.messages.react(reactionOf(eda, id))).toEqual({ kind: 'not_found' })
      expect(await store.messages.append(messageOf(eda, { replyTo: id }))).toEqual({ kind: 'unknown_reply' })
      expect(await store.messages.remove(eda, [id])).toEqual([])
    }
    expect([eda.rev, ali.rev]).toEqual([2, 1])
  })

  test('whatever the visitor of a blocked conversation does; the admin goes on', async () => {
    const { store, eda } = await open()
    const { id } = await say(store, eda)
    await store.conversations.change(eda, { blocked: true })

    expect(await store.messages.append(messageOf(eda))).toEqual({ kind: 'blocked' })
    expect(await store.messages.edit(editOf(eda, id))).toEqual({ kind: 'blocked' })
    expect(await store.messages.react(reactionOf(eda, id))).toEqual({ kind: 'blocked' })
    expect(await store.messages.react(reactionOf(eda, id, { role: 'admin' }))).toMatchObject({ kind: 'changed' })
  })

  test('what is over the limit, but never what changes nothing', async () => {
    const { store, eda } = await open()
    const { id } = await say(store, eda)

    const refused = { kind: 'over_limit', retryAfterMs: 70 }
    expect(await store.messages.edit(editOf(eda, id, { limit: over }))).toEqual(refused as never)
    expect(await store.messages.react(reactionOf(eda, id, { limit: over }))).toEqual(refused as never)
    expect(await store.messages.edit(editOf(eda, id, { limit: over, text: 'merhaba' }))).toMatchObject({
      kind: 'unchanged',
      message: { rev: 1 },
    })
    expect(eda.rev).toBe(1)
  })
})

test('each change takes the next rev and one of the limit, and the newest message is known as it is now', async () => {
  const { store, eda } = await open()
  const { id } = await say(store, eda)
  const { limit, taken } = countingLimit()

  const edited = await store.messages.edit(editOf(eda, id, { limit }))
  expect(edited).toMatchObject({ kind: 'changed', message: { rev: 2, text: 'günaydın' } })
  expect(await store.messages.edit(editOf(eda, id, { limit }))).toMatchObject({ kind: 'unchanged' })
  await store.messages.react(reactionOf(eda, id, { limit }))
  await store.messages.react(reactionOf(eda, id, { limit }))
  await store.messages.react(reactionOf(eda, id, { role: 'admin', emoji: '🙏' }))

  expect(eda.lastMessage).toMatchObject({ id, rev: 4, reactions: { user: '👍', admin: '🙏' } })
  await store.messages.react(reactionOf(eda, id, { limit, emoji: null }))
  expect(eda.lastMessage?.reactions).toEqual({ admin: '🙏' })
  expect([eda.rev, taken()]).toEqual([5, 3])
})

test('a tombstone has nothing left of what it was, on disk neither', async () => {
  const { path, open: look } = scratchDatabase()
  const { store, eda } = await open(path)
  const first = await say(store, eda)
  await store.messages.append(messageOf(eda, { clientId: 'the-reply', replyTo: first.id, text: 'silinecek' }))
  const id = eda.lastMessage?.id ?? 0
  await store.messages.edit(editOf(eda, id, { text: 'silindi' }))
  await store.messages.react(reactionOf(eda, id, { role: 'admin' }))

  const [tombstone] = await store.messages.remove(eda, [id])
  expect(tombstone).toMatchObject({ id, rev: 5, client_id: 'the-reply', role: 'user', type: 'text', deleted: true })
  expect(tombstone).toMatchObject({ text: null, reply_to: null, reactions: {}, edited_at: null, media: null })
  const columns = 'text, reply_to, user_reaction, admin_reaction, edited_at'
  expect(look().query(`SELECT ${columns} FROM messages WHERE id = ?`).values(id)).toEqual([
    [null, null, null, null, null],
  ])
  expect(JSON.stringify(eda)).not.toContain('silin')
})

test('each of five deleted takes a rev of its own, and what is none of them is skipped', async () => {
  const { store, eda, ali } = await open()
  const theirs = await say(store, ali)
  const ids: number[] = []
  for (let n = 0; n < 7; n++) ids.push((await say(store, eda)).id)
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = ids

  const tombstones = await store.messages.remove(eda, [five, 999, one, theirs.id, three, five, two, four])

  expect(tombstones.map(({ id, rev }) => [id, rev])).toEqual([
    [five, 8],
    [one, 9],
    [three, 10],
    [two, 11],
    [four, 12],
  ])
  expect([eda.rev, eda.unread, ali.rev]).toEqual([12, 2, 1])
})

test('a page leaves tombstones out, changes have them and edits in the order of their revs', async () => {
  const { store, eda } = await open()
  const [one, two, three] = [await say(store, eda), await say(store, eda), await say(store, eda)]
  await store.messages.edit(editOf(eda, three.id))
  await store.messages.remove(eda, [one.id])
  await store.messages.react(reactionOf(eda, three.id))
  const four = await say(store, eda)

  const page = await store.messages.page(eda, null, 50)
  expect(page.messages.map(({ id }) => id)).toEqual([two.id, three.id, four.id])
  const since = async (rev: number) =>
    (await store.messages.changedSince(eda, rev, 50))?.map(({ id, rev }) => [id, rev])
  const late = [
    [one.id, 5],
    [three.id, 6],
    [four.id, 7],
  ]
  expect(await since(0)).toEqual([[two.id, 2], ...late])
  expect(await since(4)).toEqual(late)
  expect(await since(5)).toEqual(late.slice(1))
})

test('what changed is found by an index, however long the conversation is', async () => {
  const { path, open: look } = scratchDatabase()
  const { store, eda } = await open(path)
  await say(store, eda)
  const plan = look()
    .query<{ detail: string }, []>(
      'EXPLAIN QUERY PLAN SELECT id FROM messages WHERE chat = 1 AND rev > 5 AND rev <> seq AND seq <= 5 ORDER BY rev',
    )
    .all()
  expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH messages USING INDEX messages_changed (chat=? AND rev>?)'])
})

test('a deletion that the disk refuses half-way leaves everything as it was, revs included', async () => {
  const { path, open: look } = scratchDatabase()
  const { store, eda } = await open(path)
  const [one, two] = [await say(store, eda, 'user', 'bir'), await say(store, eda, 'user', 'iki')]
  await store.messages.page(eda, null, 1)
  look().run(
    `CREATE TRIGGER refusing BEFORE UPDATE ON messages WHEN new.deleted = 1 AND new.id = ${two.id}
     BEGIN SELECT RAISE(ABORT, 'no'); END`,
  )

  expect(await faultOf(store.messages.remove(eda, [one.id, two.id]))).toBeInstanceOf(Error)
  expect(eda).toMatchObject({ rev: 2, unread: 2, lastMessage: { text: 'iki' } })
  expect(await store.messages.edit(editOf(eda, one.id))).toMatchObject({ message: { rev: 3, text: 'günaydın' } })
})

const deeds = fc.array(
  fc.record({
    role: fc.constantFrom('user', 'admin'),
    what: fc.constantFrom('send', 'send', 'edit', 'react', 'remove', 'read'),
    id: fc.integer({ min: 1, max: 12 }),
  }),
  { maxLength: 40 },
)

type Deed = typeof deeds extends fc.Arbitrary<(infer D)[]> ? D : never

const act = async (store: Store, conversation: Conversation, { role, what, id }: Deed, n: number): Promise<unknown> => {
  if (what === 'send') return say(store, conversation, role, `text ${n}`)
  if (what === 'read') return store.conversations.markRead(conversation, role, id)
  if (what === 'remove') return store.messages.remove(conversation, [id, id + 3])
  if (what === 'react') return store.messages.react(reactionOf(conversation, id, { role, emoji: n % 2 ? '👍' : null }))
  return store.messages.edit(editOf(conversation, id, { role, text: `edit ${n}` }))
}

const toMs = (time: string | undefined): number | null => (time === undefined ? null : Date.parse(time))

/** What the counters must be, by the messages that are left. */
const countersOf = (live: Message[], adminReadId: number) => {
  const answeredAt = live.findLastIndex(({ role }) => role === 'admin')
  return {
    lastMessage: live.at(-1) ?? null,
    unread: live.filter(({ role, id }) => role === 'user' && id > adminReadId).length,
    waitingSince: toMs(live.slice(answeredAt + 1).find(({ role }) => role === 'user')?.created_at),
  }
}

test('after any deeds the counters follow from the live messages, and the revs have no hole', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, async (all) => {
      const { store, eda } = await open()
      await Promise.all(all.map((deed, n) => act(store, eda, deed, n)))

      const { messages } = await store.messages.page(eda, null, 200)
      expect(eda).toMatchObject(countersOf(messages, eda.adminReadId))
      const revs = (await store.messages.changedSince(eda, 0, 200))?.map(({ rev }) => rev) ?? []
      expect(revs).toEqual([...new Set(revs)].sort((one, other) => one - other))
      expect(revs.at(-1) ?? 0).toBe(eda.rev)
    }),
    { numRuns: 60 },
  )
}, 30_000)
