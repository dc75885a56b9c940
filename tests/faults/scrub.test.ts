import { expect, test } from 'bun:test'
import { copyFileSync } from 'node:fs'
import { bytesOf, untilGone, untilNone } from '#tests/support/file-bytes'
import { untilIndexed } from '#tests/support/indexed'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'
import { uploadedTo } from '#tests/support/stored-media'

const readingMs = 1200

let secrets = 0
const secret = (): string => `gizli${(1e6 + ++secrets).toString(36)}kelime`
const anySecret = /gizli[0-9a-z]+kelime/g

const open = async () => {
  const { path, open: look } = scratchDatabase()
  const store = openTestStore(path)
  const eda = await createConversation(store)
  const write = async (text: string): Promise<number> => {
    const appended = await store.messages.append(messageOf(eda, { text }))
    return appended.kind === 'stored' ? appended.message.id : 0
  }
  const edit = (id: number, text: string) =>
    store.messages.edit({ conversation: eda, role: 'user', id, limit: null, text, editedAt: 1, notBefore: 0 })
  return { path, look, store, eda, write, edit }
}

test('a reader in another process delays it, and nothing else', async () => {
  const { path, look, store, eda, write } = await open()
  const text = secret()
  const id = await write(text)
  const reader = look()
  reader.run('BEGIN')
  reader.query('SELECT count(*) FROM messages').get()
  await store.messages.remove(eda, [id])
  await Bun.sleep(readingMs)
  expect(bytesOf(path)).toContain(text)
  expect(await write('nobody waits')).toBe(2)

  reader.run('COMMIT')
  await untilGone(path, [text])
})

test('nothing stays of a picture either, sent or not, and once its files are gone not its address', async () => {
  const { path, store, eda } = await open()
  const marked = async (change = {}) => {
    const [placeholder, hash] = [secret(), secret()]
    const id = await uploadedTo(store, eda, { placeholder, hash: Buffer.from(hash), ...change })
    return { id, inside: [placeholder, hash] }
  }
  const [sent, unsent] = [await marked(), await marked({ createdAt: 1 })]
  const message = messageOf(eda, { type: 'image', text: null, fileRef: sent.id })
  const appended = await store.messages.append(message)
  if (appended.kind !== 'stored') throw new Error(appended.kind)
  const markers = [sent.id, ...sent.inside, unsent.id, ...unsent.inside]
  const bytes = bytesOf(path)
  expect(markers.filter((marker) => !bytes.includes(marker))).toEqual([])

  await store.messages.remove(eda, [appended.message.id])
  await untilGone(path, sent.inside)
  await store.media.trashUnsent(2)
  await untilGone(path, unsent.inside)
  await store.media.emptied([sent.id, unsent.id])
  await untilGone(path, markers)
}, 20_000)

test('somebody who writes without a pause delays it for some seconds only, in the index too', async () => {
  const { path, look, store, eda, write } = await open()
  const text = secret()
  const id = await write(text)
  await untilIndexed(look())
  await store.messages.remove(eda, [id])
  const isWriting = { now: true }
  const writing = (async () => {
    while (isWriting.now) {
      await write('merhaba')
      await Bun.sleep(50)
    }
  })()
  await untilGone(path, [text])
  isWriting.now = false
  await writing
}, 20_000)

test('what a server that was killed had no time for, the next start does', async () => {
  const { path, store, eda, write } = await open()
  const text = secret()
  await store.messages.remove(eda, [await write(text)])
  const killed = scratchDatabase().path
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, killed + suffix)
  expect(bytesOf(killed)).toContain(text)

  openTestStore(killed)
  await untilGone(killed, [text])
})

/** The same numbers each time: a run that leaves copies behind is to be the same run tomorrow. */
const createDice = (seed: number) => {
  let state = seed
  return (sides: number): number => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * sides)
  }
}

test('neither do the copies stay that are left behind where rows have to move', async () => {
  const { path, look, store, eda, write, edit } = await open()
  const roll = createDice(3)
  const gone: string[] = []
  const live = new Map<number, string[]>()
  const words = () => Array.from({ length: 1 + roll(roll(3) === 0 ? 150 : 6) }, secret)
  for (let deed = 0; deed < 400; deed++) {
    const [id, before = []] = [...live][roll(live.size)] ?? []
    const kind = id === undefined ? 0 : roll(10)
    if (id === undefined || kind < 5) {
      const text = words()
      live.set(await write(text.join(' ')), text)
      continue
    }
    gone.push(...before)
    const text = kind < 8 ? words() : null
    if (text) {
      await edit(id, text.join(' '))
      live.set(id, text)
    } else {
      await store.messages.remove(eda, [id])
      live.delete(id)
    }
  }

  await untilNone(path, (bytes) => {
    const there = new Set(bytes.match(anySecret))
    return gone.filter((one) => there.has(one))
  })
  expect(look().query('PRAGMA integrity_check').values()).toEqual([['ok']])
  const left = look().query<{ id: number; text: string }, []>('SELECT id, text FROM messages WHERE deleted = 0').all()
  expect(left.map(({ id, text }) => [id, text])).toEqual(
    [...live].map(([id, text]) => [id, text.join(' ')]).toSorted(([one], [other]) => Number(one) - Number(other)),
  )
}, 20_000)
