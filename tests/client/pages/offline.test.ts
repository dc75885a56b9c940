import { beforeEach, describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { Api } from '#client/net/api'
import { AdminFlow } from '#client/pages/admin-flow'
import { createPage } from '#client/pages/page'
import { VisitorFlow } from '#client/pages/visitor-flow'
import { createDrafts } from '#client/platform/drafts'
import { remembered } from '#client/platform/remembered'
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
import { threadRow } from '#tests/support/stored-message'

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
  const threads = [threadRow('chat-1', { waiting_since: '2026-01-01T00:00:00.000Z' }), threadRow('chat-2')]
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
    await flow.start()
    await appears('#threads > li')

    const keys = [...document.querySelectorAll('button')]
    keys.find((key) => key.textContent?.includes(tr.signOut))?.click()
    await appears('#btnOtpSend')

    expect([cache.talks.size, cache.keptLists.size]).toEqual([0, 0])
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
    })
    await flow.start()
    await appears('#chatArea')

    await write('Merhaba')
    await appears('.toast')

    expect(find(document, '.toast').textContent).toContain(tr.notKept)
    expect(document.querySelectorAll('#msgs > li.msg')).toHaveLength(1)
  })
})
