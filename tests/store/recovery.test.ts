import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Conversation, SendLimit, Store } from '#server/store/ports'
import { copyAsIs } from '#tests/support/copy-as-is'
import { faultOf } from '#tests/support/fault-of'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'
import { callOf } from '#tests/support/stored-calls'
import { uploadedTo } from '#tests/support/stored-media'

const deeds = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    role: fc.constantFrom('user', 'admin'),
    what: fc.constantFrom(
      ...([
        'send',
        'send',
        'show',
        'call',
        'edit',
        'react',
        'remove',
        'retry',
        'read',
        'page',
        'rename',
        'turn',
      ] as const),
    ),
    id: fc.integer({ min: 1, max: 40 }),
  }),
  { maxLength: 40 },
)
type Deed = typeof deeds extends fc.Arbitrary<(infer D)[]> ? D : never

const act = async (store: Store, conversation: Conversation, { role, what, id }: Deed, n: number): Promise<void> => {
  if (what === 'turn') await new Promise(setImmediate)
  else if (what === 'page') await store.messages.page(conversation, null, 50)
  else if (what === 'read') await store.conversations.markRead(conversation, role, id)
  else if (what === 'rename') await store.conversations.rename(conversation, `Eda ${n}`, null)
  else if (what === 'remove') await store.messages.remove(conversation, [id, id + 1])
  else if (what === 'react')
    await store.messages.react({ conversation, role, id, limit: null, emoji: n % 2 ? '👍' : null })
  else if (what === 'edit')
    await store.messages.edit({ conversation, role, id, limit: null, text: `edit ${n}`, editedAt: n, notBefore: 0 })
  else if (what === 'show') {
    const fileRef = await uploadedTo(store, conversation, { side: role, id: `file-${n}` })
    await store.messages.append(messageOf(conversation, { role, type: 'image', text: null, fileRef }))
  } else if (what === 'call') {
    await store.calls.ring(callOf(conversation, { callId: `call-${n}`, caller: role }))
    await store.calls.end(`call-${n}`, 'missed', 5000 + n)
  } else
    await store.messages.append(
      messageOf(conversation, { role, clientId: what === 'send' ? `sent-${n}` : `retry-${id % 3}` }),
    )
}

const stateOf = async (store: Store) => {
  const threads = await store.conversations.list({ filter: 'all', q: null, cursor: null, limit: 100 })
  return Promise.all(
    (threads?.conversations ?? []).map(async (conversation) => ({
      ...conversation,
      messages: (await store.messages.page(conversation, null, 200)).messages,
      changes: await store.messages.changedSince(conversation, 0, 200),
      bytes: [await store.media.bytesOf(conversation, 'user'), await store.media.bytesOf(conversation, 'admin')],
    })),
  )
}

/** The same deeds in a new database; resolves to it and to where it lies. */
const live = async (all: Deed[]): Promise<{ store: Store; path: string }> => {
  const { path } = scratchDatabase()
  const store = openTestStore(path)
  const people = [await createConversation(store), await createConversation(store), await createConversation(store)]
  const running: Promise<void>[] = []
  for (const [n, deed] of all.entries()) {
    const conversation = people[deed.who]
    if (conversation) running.push(act(store, conversation, deed, n))
    if (deed.what === 'turn') await running.at(-1)
  }
  await Promise.all(running)
  return { store, path }
}

const endings = {
  killed: async (store: Store, path: string) => {
    const left = copyAsIs(path)
    const before = await stateOf(store)
    store.close()
    return { left, before }
  },
  stopped: async (store: Store, path: string) => {
    const before = await stateOf(store)
    store.close()
    return { left: path, before }
  },
}

test.each(['killed', 'stopped'] as const)(
  'a server that is %s comes back as it was, counters, order and marks included',
  async (how) => {
    await fc.assert(
      fc.asyncProperty(deeds, async (all) => {
        const { store, path } = await live(all)
        const { left, before } = await endings[how](store, path)

        const recovered = openTestStore(left)
        expect(await stateOf(recovered)).toEqual(before)
        recovered.close()
        for (const { rev, changes } of before) expect(changes?.at(-1)?.rev ?? 0).toBe(rev)
      }),
      { numRuns: 25 },
    )
  },
)

test('after a crash nothing is stored twice and the next rev follows the last', async () => {
  const { path } = scratchDatabase()
  const store = openTestStore(path)
  const eda = await createConversation(store)
  const sent = [messageOf(eda), messageOf(eda), messageOf(eda)]
  await Promise.all(sent.map(store.messages.append))

  const recovered = openTestStore(copyAsIs(path))
  const found = await recovered.conversations.find(eda.chatId)
  if (!found) throw new Error('the conversation is gone')
  const again = await Promise.all(
    [...sent, messageOf(found)].map((message) => recovered.messages.append({ ...message, conversation: found })),
  )

  expect(again.map((one) => one.kind === 'stored' && [one.message.rev, one.fresh])).toEqual([
    [1, false],
    [2, false],
    [3, false],
    [4, true],
  ])
})

test('more messages than are left to be filed later are all there after a crash', async () => {
  const { path } = scratchDatabase()
  const store = openTestStore(path)
  const eda = await createConversation(store)
  for (let turn = 0; turn < 13; turn++)
    await Promise.all(Array.from({ length: 100 }, () => store.messages.append(messageOf(eda))))

  const recovered = openTestStore(copyAsIs(path))
  const found = await recovered.conversations.find(eda.chatId)

  expect(found).toMatchObject({ rev: 1300, unread: 1300 })
  expect(found && (await recovered.messages.changedSince(found, 1200, 200))?.map(({ rev }) => rev)).toEqual(
    Array.from({ length: 100 }, (_, n) => 1201 + n),
  )
})

test('a message that was rolled back uses up no id: the search index must never be past the next one', async () => {
  const store = openTestStore()
  const eda = await createConversation(store)
  await store.messages.append(messageOf(eda))
  await store.messages.page(eda, null, 1)
  const limit: SendLimit = {
    peek: () => ({ ok: true }),
    take: () => {
      throw new RangeError('refused')
    },
  }

  expect(await faultOf(store.messages.append(messageOf(eda, { limit })))).toEqual(new RangeError('refused'))
  expect(await store.messages.append(messageOf(eda))).toMatchObject({ message: { id: 2, rev: 2 } })
})
