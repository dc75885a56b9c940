import { beforeEach, expect, test } from 'bun:test'
import { moveTexts } from '#client/i18n/move-texts'
import type { AskRoute } from '#client/net/route'
import { createPage } from '#client/pages/page'
import { offerTakeover } from '#client/pages/taking-over'
import { takeHandoverToken } from '#client/platform/handover-link'
import { remembered } from '#client/platform/remembered'
import type { OutboxRow } from '#client/state/outbox'
import type { Session } from '#protocol/http'
import { find, useDom } from '#tests/support/dom'
import { layPage } from '#tests/support/page'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(layPage)

const move = moveTexts('tr')
const eda: Session = { chat_id: 'chat-1', cid: 'Eda-7F3C', name: 'Eda', admin_name: 'Admin Muhsin' }
const ali: Session = { chat_id: 'chat-2', cid: 'Ali-0001', name: 'Ali', admin_name: 'Admin Muhsin' }

const setUp = (answers: object[], side: 'user' | 'admin' = 'user', unsent: OutboxRow[] = []) => {
  const asked: unknown[] = []
  const ask = (async (method: string, path: string, _schema: unknown, body?: object) => {
    asked.push([method, path, body])
    return (await answers.shift()) as object
  }) as AskRoute
  let isDone = false
  const page = createPage('tr')
  void offerTakeover({ page, ask, side, token: 'a-token-of-twenty-letters', store: { all: async () => unsent } }).then(
    () => {
      isDone = true
    },
  )
  return { asked, isDone: () => isDone, press: (words: string) => press(words) }
}

const press = async (words: string): Promise<void> => {
  const key = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === words)
  key?.click()
  await settled()
}

test('nothing is taken over before a tap, and nothing at all where the person would rather not', async () => {
  const { asked, isDone, press } = setUp([])
  await settled()

  expect([asked, isDone()]).toEqual([[], false])
  await press(move.leaveIt)
  expect([asked, isDone()]).toEqual([[], true])
})

test('a link that is used up says so and cannot be tried again', async () => {
  const { isDone, press } = setUp([{ ok: false, code: 'unauthenticated' }])
  await settled()

  await press(move.take)

  expect(find(document, '[role=alert]').textContent).toBe(move.usedUp)
  expect(find(document, '.key.sky').hidden).toBe(true)
  expect([isDone(), remembered.session()]).toEqual([false, null])
})

test('without a network it says so, and the second try goes on', async () => {
  const { asked, isDone, press } = setUp([
    { ok: false, code: 'offline' },
    { ok: true, value: eda },
  ])
  await settled()

  await press(move.take)
  expect(isDone()).toBe(false)
  await press(move.take)

  expect(asked).toEqual([
    ['POST', '/api/session/takeover', { token: 'a-token-of-twenty-letters' }],
    ['POST', '/api/session/takeover', { token: 'a-token-of-twenty-letters' }],
  ])
  expect([isDone(), remembered.session()]).toEqual([true, eda])
})

test('a device that has a conversation is told that it would leave it, and what it had not sent', async () => {
  remembered.keepSession(ali)
  const row = { side: 'user', type: 'text', text: 'Bekle', created_at: 1, order: 1 } as const

  setUp([], 'user', [
    { ...row, client_id: 'of-this-one', chat_id: 'chat-2' },
    { ...row, client_id: 'of-another', chat_id: 'chat-9' },
  ])
  await settled()

  expect(document.body.textContent).toContain(`${move.takeInstead('Ali-0001')} ${move.unsent(1)}`)
})

test('once it was said yes there is no way back: the answer under way would still move this device', async () => {
  const answer = Promise.withResolvers<object>()
  const { isDone, press } = setUp([answer.promise])
  await settled()

  await press(move.take)
  await press(move.leaveIt)
  expect(isDone()).toBe(false)
  answer.resolve({ ok: true, value: eda })
  await settled()

  expect([isDone(), remembered.session()]).toEqual([true, eda])
})

test('the desk is taken over at its own address', async () => {
  const { asked, isDone, press } = setUp([{ ok: true, value: { admin_name: 'Admin Muhsin' } }], 'admin')
  await settled()

  await press(move.take)

  expect(asked).toEqual([['POST', '/api/admin/takeover', { token: 'a-token-of-twenty-letters' }]])
  expect([isDone(), remembered.isAdmin()]).toEqual([true, true])
})

test('the token leaves the address at once, and an address that holds something else stays', () => {
  history.replaceState(null, '', '/?a=1#go=a-token-of-twenty-letters')

  expect(takeHandoverToken()).toBe('a-token-of-twenty-letters')
  expect(location.href).toBe('http://localhost/?a=1')
  history.replaceState(null, '', '/admin#chat=chat-1')
  expect([takeHandoverToken(), location.hash]).toEqual([null, '#chat=chat-1'])
})
