import { expect, test } from 'bun:test'
import { identify } from '#server/actions/identify'
import { sessionLivesMs } from '#server/domain/session'
import { secureRandom } from '#server/random'
import { StorageFault } from '#server/store/ports'
import { createTestClock, hash, openTestStore } from '#tests/support/memory-store'

const open = async () => {
  const store = openTestStore()
  const clock = createTestClock()
  const session = (token: string, livesMs: number) => ({
    tokenHash: hash(token),
    userAgent: '',
    createdAt: clock(),
    expiresAt: clock() + livesMs,
  })
  const eda = await store.conversations.create(
    { chatId: secureRandom.id(), cid: 'Eda-1', name: 'Eda', lang: 'tr', createdAt: clock() },
    session('eda', sessionLivesMs.visitor),
  )
  await store.sessions.openAdmin('phone', session('phone', sessionLivesMs.admin), null)
  // From here on, each of them is worth renewing.
  clock.pass(2 * 24 * 60 * 60_000)
  return { store, clock, who: identify({ store, clock, hash }), chatId: eda?.conversation.chatId ?? '' }
}

test('whoever is erased while being renewed is nobody', async () => {
  const { store, who, chatId } = await open()
  const [session] = await Promise.all([who.visitor('eda'), store.conversations.erase([chatId])])
  expect(session).toBeNull()
})

test('a device that is ended while being renewed is signed in no more', async () => {
  const { store, clock, who } = await open()
  const [session] = await Promise.all([who.admin('phone'), store.sessions.endAdmin('phone', clock())])
  expect(session).toBeNull()
})

test('a session in use is renewed for its whole life', async () => {
  const { clock, who } = await open()
  expect(await who.visitor('eda')).toMatchObject({ lastSeenAt: clock() })
  expect(await who.admin('phone')).toMatchObject({ expiresAt: clock() + sessionLivesMs.admin })
})

test('who cannot be renewed, since the disk is full, is who they were', async () => {
  const { store, clock } = await open()
  const refuse = () => Promise.reject(new StorageFault('full', null))
  const full = { sessions: { ...store.sessions, renewVisitor: refuse, renewAdmin: refuse } }
  const who = identify({ store: full, clock, hash })

  expect(await who.visitor('eda')).toMatchObject({ conversation: { name: 'Eda' } })
  expect(await who.admin('phone')).toMatchObject({ id: 'phone' })
})
