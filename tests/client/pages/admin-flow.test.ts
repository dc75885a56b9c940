import { beforeEach, describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { Api } from '#client/net/api'
import type { Answer } from '#client/net/route'
import { AdminFlow } from '#client/pages/admin-flow'
import { createPage } from '#client/pages/page'
import { createDrafts } from '#client/platform/drafts'
import { remembered } from '#client/platform/remembered'
import type { OutboxRow } from '#client/state/outbox'
import { askToConfirm } from '#client/views/confirm'
import type { AdminProfile, ThreadPage } from '#protocol/http'
import { afterwards } from '#tests/support/cleanup'
import { find, type, useDom } from '#tests/support/dom'
import { createFakeBrowser } from '#tests/support/fake-browser'
import { startFakeServer } from '#tests/support/fake-server'
import { createFakeOutboxStore, outboxRow } from '#tests/support/outbox-rows'
import { appears, has, layPage } from '#tests/support/page'
import { refusingApi } from '#tests/support/refusing-api'
import { settled } from '#tests/support/settled'
import { storedMessage, threadRow } from '#tests/support/stored-message'
import { createWatch } from '#tests/support/watch'

useDom()
beforeEach(layPage)

const muhsin: Answer<AdminProfile> = { ok: true, value: { admin_name: 'Admin Muhsin' } }
const nobody: Answer<AdminProfile> = { ok: false, code: 'unauthenticated' }
const threads: Answer<ThreadPage> = {
  ok: true,
  value: { chats: [threadRow('chat-1', { waiting_since: '2026-01-01T00:00:00.000Z', unread: 1 })], next: null },
}

type Profile = Answer<AdminProfile>

type Given = { me?: Profile; signIn?: Profile; unsent?: OutboxRow[] }

const setUp = ({ me = nobody, signIn = muhsin, unsent = [] }: Given = {}) => {
  const server = startFakeServer()
  const signedIn = createWatch<[string, string | null]>()
  const api: Api = {
    ...refusingApi,
    me: async () => me,
    sendCode: async () => ({ ok: true, value: { challenge_id: 'challenge', sent_to: 'console', expires_in: 300 } }),
    signIn: async (otp, challengeId) => {
      signedIn.tell([otp, challengeId])
      return signIn
    },
    signOut: async () => ({ ok: true, value: null }),
    threads: async () => threads,
  }
  const page = createPage('tr')
  afterwards(() => page.show({ draw: () => document.createElement('div'), shown: () => {}, stop: () => {} }))
  const { store, tab } = createFakeBrowser(createFakeOutboxStore(...unsent))
  const devices = tab(server.url)
  const flow = new AdminFlow({ page, api, devices, drafts: createDrafts('admin'), adminName: 'Admin Muhsin' })
  return { flow, server, signedIn, store }
}

const enterCode = async (code: string): Promise<void> => {
  type(find(document, '#otp'), code)
  find(document, '#otp')
    .closest('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
}

describe('the desk', () => {
  test('stays closed without a session', async () => {
    const { flow } = setUp()

    await flow.start()

    expect(has('#btnOtpSend')).toBe(true)
    expect(has('#threads')).toBe(false)
  })

  test('stays closed for a wrong code', async () => {
    const { flow } = setUp({ signIn: nobody })
    await flow.start()
    find(document, '#btnOtpSend').click()
    await settled()

    await enterCode('12345678')

    expect(has('#threads')).toBe(false)
    expect(remembered.isAdmin()).toBe(false)
  })

  test('opens with the code that was asked for', async () => {
    const { flow, signedIn } = setUp()
    await flow.start()
    find(document, '#btnOtpSend').click()
    await settled()

    await enterCode('12345678')
    await appears('#threads')

    expect(signedIn.all()).toEqual([['12345678', 'challenge']])
    expect(remembered.isAdmin()).toBe(true)
  })

  test('closes for a browser whose session ended meanwhile', async () => {
    remembered.keepAdmin()
    const { flow } = setUp()

    await flow.start()

    expect(has('#btnOtpSend')).toBe(true)
    expect(remembered.isAdmin()).toBe(false)
  })

  test('says so when the session is ended from elsewhere', async () => {
    const { flow, server } = setUp({ me: muhsin })
    await flow.start()
    const connection = await server.connection()
    connection.hello({ role: 'admin', chat_id: undefined })
    connection.close(4009)
    await appears('main.hello')

    expect(document.body.textContent).toContain('başka bir cihazdan')
  })

  test('goes on where another tab of this browser signed in anew', async () => {
    const { flow, server } = setUp({ me: muhsin })
    await flow.start()
    const first = await server.connection()
    first.hello({ role: 'admin', chat_id: undefined })
    first.close(4001)

    const second = await server.connection()
    second.hello({ role: 'admin', chat_id: undefined })
    await settled()

    expect([has('main.hello'), has('#threads'), remembered.isAdmin()]).toEqual([false, true, true])
  })

  test('takes its open dialogs along', async () => {
    const { flow, server } = setUp({ me: muhsin })
    await flow.start()
    const connection = await server.connection()
    connection.hello({ role: 'admin', chat_id: undefined })
    const isSure = askToConfirm({ title: 'Emin misiniz?', body: '', yes: 'Sil', no: 'Vazgeç' })
    connection.close(4009)
    await appears('main.hello')

    expect(await isSure).toBe(false)
    expect(has('dialog')).toBe(false)
  })

  test('shows who waits to whom the shortcut of the app leads there, and the address forgets it', async () => {
    history.replaceState(null, '', '/admin?shortcut=waiting')
    const { flow, server } = setUp({ me: muhsin })
    await flow.start()
    const connection = await server.connection()
    connection.hello({ role: 'admin', chat_id: undefined })
    await appears('#threads > li')

    expect(location.pathname + location.search).toBe('/admin')
    expect(find(document, '[data-filter=waiting]').getAttribute('aria-pressed')).toBe('true')
  })

  test('does not say that nobody waits before it knows', async () => {
    const { flow } = setUp({ me: muhsin })
    await flow.start()

    expect(has('.bone')).toBe(true)
    expect(document.body.textContent).not.toContain(tr.noneWaitingTitle)
  })
})

test('who waits is counted in the server’s time, whatever the clock of the device says', async () => {
  const { flow, server } = setUp({ me: muhsin })
  await flow.start()
  const connection = await server.connection()
  connection.hello({ role: 'admin', chat_id: undefined, server_time: '2026-01-01T00:07:30.000Z' })
  await appears('#threads > li')

  expect(find(document, '#threads .chip').textContent).toContain('7 dk')
})

describe('a conversation', () => {
  test('is opened from the list, named by the address, and read', async () => {
    const { flow, server } = setUp({ me: muhsin })
    await flow.start()
    const connection = await server.connection()
    connection.hello({ role: 'admin', chat_id: undefined })
    await appears('#threads > li')
    expect(document.title).toBe('(1) Sohbetler')

    find(document, '#threads > li button, #threads > li a').click()
    const join = await connection.heard('join')
    connection.ack(join, { chat_id: 'chat-1', cid: 'Eda-chat-1', rev: 1, epoch: 'e' })
    connection.say({
      ns: '/chat',
      event: 'chat:history',
      data: { chat_id: 'chat-1', epoch: 'e', mode: 'full', messages: [storedMessage(1)], rev: 1, has_more: false },
    })
    connection.say({
      ns: '/chat',
      event: 'chat:presence',
      data: { chat_id: 'chat-1', role: 'user', online: true, last_seen: null },
    })
    await appears('#msgs li.msg.user')

    expect(location.hash).toBe('#chat=chat-1')
    expect(document.body.dataset.view).toBe('talk')
    expect(find(document, '#threadTitle').textContent).toContain('Eda')
  })

  test('that the address names is open from the start, and drafts stay with theirs', async () => {
    createDrafts('admin').keep('chat-1', 'Yarın')
    history.replaceState(null, '', '/#chat=chat-1')
    const { flow, server } = setUp({ me: muhsin })
    await flow.start()
    const connection = await server.connection()
    connection.hello({ role: 'admin', chat_id: undefined })

    expect((await connection.heard('join')).data).toEqual({ chat_id: 'chat-1' })
    expect(find<HTMLTextAreaElement>(document, '#txt').value).toBe('Yarın')
  })
})

describe('of a conversation that is erased nothing stays on this device', () => {
  const row = outboxRow('unsent', { side: 'admin' })
  const leaveUnsent = () => {
    const drafts = createDrafts('admin')
    drafts.keep('chat-1', 'Yarın')
    drafts.keepReply('chat-1', 3)
    history.replaceState(null, '', '/#chat=chat-1')
    return () => [drafts.read('chat-1'), drafts.readReply('chat-1')]
  }

  test('when the server says so', async () => {
    const left = leaveUnsent()
    const { flow, server, store } = setUp({ me: muhsin, unsent: [row] })
    await flow.start()
    const connection = await server.connection()
    connection.hello({ role: 'admin', chat_id: undefined })
    await connection.heard('join')
    connection.say({ ns: '/chat', event: 'thread:updated', data: { chat_id: 'chat-1', deleted: true } })
    await appears('.toast')
    await settled()

    expect([...left(), store.rows.size]).toEqual(['', null, 0])
    expect(location.hash).toBe('')
  })

  test('when it is not found any more', async () => {
    const left = leaveUnsent()
    const { flow, server, store } = setUp({ me: muhsin, unsent: [row] })
    await flow.start()
    const connection = await server.connection()
    connection.hello({ role: 'admin', chat_id: undefined })
    connection.refuse(await connection.heard('join'), 'not_found')
    await appears('.toast')
    await settled()

    expect([...left(), store.rows.size]).toEqual(['', null, 0])
  })
})
