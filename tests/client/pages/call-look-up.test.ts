import { expect, test } from 'bun:test'
import type { Reply } from '#client/net/requests'
import { createCallLookUp } from '#client/pages/call-look-up'
import { settled } from '#tests/support/settled'

const on = (callId: string, state: 'ringing' | 'live'): Reply => ({
  ok: true,
  data: { call: { call_id: callId, state, caller: 'admin', video: false } },
})
const none: Reply = { ok: true, data: { call: null } }

const setUp = (...replies: Reply[]) => {
  const state = { isOpen: true, chatId: 'chat-1' as string | null, own: '' }
  const asked: string[] = []
  const said: string[] = []
  const lookUp = createCallLookUp({
    line: {
      isOpen: () => state.isOpen,
      request: async (event, data) => {
        asked.push(`${event} ${data.chat_id}`)
        return replies.shift() ?? none
      },
    },
    chatId: () => state.chatId,
    isOwn: (callId) => callId === state.own,
    onOver: (how) => said.push(how),
  })
  const look = async (callId = 'call-1') => {
    lookUp.look(callId)
    await settled()
  }
  return { state, asked, said, look, lookUp }
}

test('nothing is asked without a line, nor where no conversation is open', async () => {
  const { state, asked, look } = setUp()
  state.isOpen = false
  await look()
  state.isOpen = true
  state.chatId = null
  await look()

  expect(asked).toEqual([])
})

test('a call that rings says nothing: it shows itself', async () => {
  const { asked, said, look } = setUp(on('call-1', 'ringing'))

  await look()

  expect(asked).toEqual(['join chat-1'])
  expect(said).toEqual([])
})

test('one that is over says so once, and so does one in whose place another rings', async () => {
  const { said, look, lookUp } = setUp(none, on('call-2', 'ringing'))

  await look()
  lookUp.lineOpened()
  await settled()
  await look()

  expect(said).toEqual(['over', 'over'])
})

test('one that another device answered says that, and one that this page is in nothing', async () => {
  const { state, said, look } = setUp(on('call-1', 'live'), on('call-1', 'live'))

  await look()
  state.own = 'call-1'
  await look()

  expect(said).toEqual(['elsewhere'])
})

test('where the line got lost it is asked again with the next one', async () => {
  const { asked, said, look, lookUp } = setUp({ ok: false, code: 'line' }, none)

  await look()
  expect(said).toEqual([])
  lookUp.lineOpened()
  await settled()

  expect(asked).toHaveLength(2)
  expect(said).toEqual(['over'])
})

test('what the server refuses is given up in silence', async () => {
  const { said, asked, look, lookUp } = setUp({ ok: false, code: 'not_found' })

  await look()
  lookUp.lineOpened()
  await settled()

  expect([said, asked]).toEqual([[], ['join chat-1']])
})

test('the conversation is the one to which the page goes at that moment', async () => {
  const { state, asked, lookUp } = setUp(none)

  lookUp.look('call-1')
  state.chatId = 'chat-2'
  await settled()

  expect(asked).toEqual(['join chat-2'])
})
