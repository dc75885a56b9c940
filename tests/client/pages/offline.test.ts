import { beforeEach, describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { Api } from '#client/net/api'
import { AdminFlow } from '#client/pages/admin-flow'
import { createPage } from '#client/pages/page'
import { VisitorFlow } from '#client/pages/visitor-flow'
import { createDrafts } from '#client/platform/drafts'
import { remembered } from '#client/platform/remembered'
import type { ThreadFilter } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import { cachedTalk } from '#tests/support/cache-rows'
import { afterwards } from '#tests/support/cleanup'
import { find, type, useDom } from '#tests/support/dom'
import { createFakeBrowser } from '#tests/support/fake-browser'
import { createFakeClock } from '#tests/support/fake-clock'
import { startFakeServer } from '#tests/support/fake-server'
import { override } from '#tests/support/override'
import { appears, has, layPage, SilentSocket } from '#tests/support/page'
import { refusingApi } from '#tests/support/refusing-api'
import { settled } from '#tests/support/settled'
import { storedMessage, threadRow } from '#tests/support/stored-message'
import { createWatch } from '#tests/support/watch'

useDom()
beforeEach(layPage)

const createShownPage = () => {
  const page = createPage('tr')
  afterwards(() => page.show({ draw: () => document.createElement('div'), shown: () => {}, stop: () => {} }))
  return page
}

/** A desk that was signed in, with one conversation kept and two in its list. */
const setUpDesk = (api: Partial<Api> = {}) => {
  remembered.keepAdmin()
  const server = startFakeServer()
  const { cache, store, tab } = createFakeBrowser()
  cache.talks.set('admin:chat-1', cachedTalk(1, 2))
  const threads = [threadRow('chat-1', { waiting_since: '2026-01-01T00:00:00.000Z', unread: 2 }), threadRow('chat-2')]
  cache.keptLists.set('waiting', { filter: 'waiting', threads, hasMore: false })
  const devices = tab(server.url)
  const flow = new AdminFlow({
    page: createShownPage(),
    api: { ...refusingApi, ...api },
    devices,
    drafts: createDrafts('admin'),
    adminName: 'Admin Muhsin',
  })
  return { flow, server, cache, store, devices }
}

const open = async (chatId: string): Promise<void> => {
  find(document, `#threads > li[data-chat-id="${chatId}"] button`).click()
  await settled()
}

const write = async (text: string): Promise<void> => {
  type(find(document, '#txt'), text)
  find(document, '#btnSend').click()
  await settled()
}

describe('a desk without a network', () => {
  test('says of a conversation that is not kept that it cannot be loaded now', async () => {
    const { flow, devices } = setUpDesk()
    devices.goOffline()
    await flow.start()
    await appears('#threads > li')

    await open('chat-2')
    devices.clock.advance(0)
    await settled()

    expect(find(document, '.placeholder').textContent).toContain('Şu anda yüklenemiyor')
    expect(has('.placeholder .bone')).toBe(false)
  })

  test('opens with the list and the conversation that were kept, and says of when they are', async () => {
    const { flow, devices } = setUpDesk()
    devices.goOffline()
    await flow.start()
    await appears('#threads > li')

    await open('chat-1')

    expect(document.querySelectorAll('#threads > li')).toHaveLength(2)
    expect(document.querySelectorAll('#msgs > li.msg')).toHaveLength(2)
    expect(find(document, '.talk .banner').textContent).toContain('Son hâli gösteriliyor: 13 Eylül 2020')
  })
})

describe('nothing of the desk stays on a device', () => {
  test('that signs out', async () => {
    const me = async () => ({ ok: true as const, value: { admin_name: 'Admin Muhsin' } })
    const { flow, cache } = setUpDesk({ me, signOut: async () => ({ ok: true, value: null }) })
    const badges: (number | 'none')[] = []
    override(navigator, 'setAppBadge', () => async (count: number) => void badges.push(count))
    override(navigator, 'clearAppBadge', () => async () => void badges.push('none'))
    await flow.start()
    await appears('#threads > li')

    const keys = [...document.querySelectorAll('button')]
    keys.find((key) => key.textContent?.includes(tr.signOut))?.click()
    await appears('#btnOtpSend')

    expect([cache.talks.size, cache.keptLists.size]).toEqual([0, 0])
    expect(badges).toContain(2)
    expect(badges.at(-1)).toBe('none')
  })

  test('whose session is over', async () => {
    const { flow, cache } = setUpDesk({ me: async () => ({ ok: false, code: 'unauthenticated' }) })

    await flow.start()

    expect([cache.talks.size, cache.keptLists.size]).toEqual([0, 0])
  })

  test('of a conversation that is erased', async () => {
    const { flow, cache, server } = setUpDesk()
    await flow.start()
    const connection = await server.connection()
    connection.hello({ role: 'admin', chat_id: undefined })
    await appears('#threads > li')

    connection.say({ ns: '/chat', event: 'thread:updated', data: { chat_id: 'chat-1', deleted: true } })
    await appears('#threads > li:only-child')

    expect(cache.talks.size).toBe(0)
  })
})

describe('what the desk keeps of conversations that it does not hear of', () => {
  const lastly = (id: number, change = {}) => ({ last_message: storedMessage(id, { role: 'admin', ...change }) })
  const connect = async (rows: Thread[], address = '/') => {
    history.replaceState(null, '', address)
    const asked = createWatch<ThreadFilter>()
    const threads: Api['threads'] = async (filter) => {
      asked.tell(filter)
      return { ok: true, value: { chats: filter === 'all' ? rows : [], next: null } }
    }
    const me = async () => ({ ok: true as const, value: { admin_name: 'Admin Muhsin' } })
    const desk = setUpDesk({ me, threads })
    const now = desk.devices.clock.now()
    desk.cache.talks.set('admin:chat-1', { ...cachedTalk(1, 2), savedAt: now })
    desk.cache.talks.set('admin:chat-2', { ...cachedTalk(3), chatId: 'chat-2', savedAt: now })
    desk.cache.talks.set('user:chat-9', cachedTalk(9))
    await desk.flow.start()
    const connection = await desk.server.connection()
    connection.hello({ role: 'admin', chat_id: undefined })
    await asked.until((filter) => filter === 'all')
    await settled()
    return { ...desk, connection, kept: () => [...desk.cache.talks.keys()] }
  }

  test('goes where they were erased meanwhile, or have gone on', async () => {
    const { kept } = await connect([threadRow('chat-2', lastly(4))])

    expect(kept()).toEqual(['user:chat-9'])
  })

  test('stays where their rows say the same', async () => {
    const { kept } = await connect([threadRow('chat-1', lastly(2)), threadRow('chat-2', lastly(3))])

    expect(kept()).toEqual(['admin:chat-1', 'admin:chat-2', 'user:chat-9'])
  })

  test('stays of the one that is open: what was missed comes with its room', async () => {
    const { kept } = await connect([], '/#chat=chat-1')

    expect(kept()).toEqual(['admin:chat-1', 'user:chat-9'])
  })

  test('goes when a row tells later that they have gone on, and not for anything else', async () => {
    const rows = [threadRow('chat-1', lastly(2)), threadRow('chat-2', lastly(3))]
    const { connection, kept } = await connect(rows)
    const tell = async (row: Thread): Promise<void> => {
      connection.say({ ns: '/chat', event: 'thread:updated', data: row })
      await appears(`#threads > li:first-child[data-chat-id="${row.chat_id}"]`)
      await settled()
    }

    await tell(threadRow('chat-2', { ...lastly(3), waiting_since: '2026-01-01T00:00:01.000Z' }))
    expect(kept()).toContain('admin:chat-2')
    await tell(threadRow('chat-1', { ...lastly(5), waiting_since: '2026-01-01T00:00:00.000Z' }))

    expect(kept()).toEqual(['admin:chat-2', 'user:chat-9'])
  })
})

describe('where the device keeps nothing, a text that is written is said not to be kept', () => {
  test('at the desk', async () => {
    const { flow, store, devices } = setUpDesk()
    store.isRefusing = true
    devices.goOffline()
    await flow.start()
    await appears('#threads > li')
    await open('chat-1')

    await write('Merhaba')

    expect(find(document, '.toast').textContent).toContain(tr.notKept)
  })

  test('on the page of a visitor, whose chat opens all the same', async () => {
    override(globalThis, 'WebSocket', () => SilentSocket)
    override(globalThis, 'indexedDB', () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    })
    remembered.keepSession({ chat_id: 'chat-1', cid: 'Eda-7F3C', name: 'Eda', admin_name: 'Admin Muhsin' })
    const flow = new VisitorFlow({
      page: createShownPage(),
      api: refusingApi,
      clock: createFakeClock(),
      drafts: createDrafts('user'),
      adminName: 'Admin Muhsin',
      telegram: false,
      forgetTalk: () => {},
    })
    await flow.start()
    await appears('#chatArea')

    await write('Merhaba')
    await appears('.toast')

    expect(find(document, '.toast').textContent).toContain(tr.notKept)
    expect(document.querySelectorAll('#msgs > li.msg')).toHaveLength(1)
  })
})
