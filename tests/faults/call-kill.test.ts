import { expect, test } from 'bun:test'
import { scratchDatabase } from '#tests/support/scratch'
import { startServerProcess } from '#tests/support/server-process'

const variables = (url: string, more: Record<string, string> = {}) => ({ DATABASE_URL: url, ...more })

test('a server killed while it rings and again during the call goes on with both, and leaves one message', async () => {
  const { url } = scratchDatabase()
  const first = await startServerProcess(variables(url))
  const eda = await first.visitor('Eda')
  const admin = await first.admin()
  const chat = { chat_id: eda.chatId }
  const ringing = await first.socket(eda.cookie)
  const { data: rung } = await ringing.request('/call', 'call:ring', chat)
  const call = { ...chat, call_id: rung.call_id }
  await ringing.request('/call', 'rtc:offer', { ...call, sdp: 'of the first life' })
  first.kill('SIGKILL')
  await first.exited

  const second = await startServerProcess(variables(url))
  const desk = await second.socket(admin, 'admin')
  expect((await desk.event('call:incoming')).data).toMatchObject({ ...call, fromName: 'Eda' })
  const caller = await second.socket(eda.cookie)
  expect((await caller.request('/call', 'join', call)).data.call).toMatchObject({ state: 'ringing', caller: 'user' })
  await caller.request('/call', 'rtc:offer', { ...call, sdp: 'of the second life' })
  expect((await desk.request('/call', 'call:accept', call)).ok).toBe(true)
  expect((await desk.event('rtc:offer')).data.sdp).toBe('of the second life')
  second.kill('SIGKILL')
  await second.exited

  const third = await startServerProcess(variables(url))
  const [caller3, desk3] = [await third.socket(eda.cookie), await third.joined(admin, eda.chatId, 'admin')]
  expect((await desk3.request('/call', 'join', call)).data.call).toMatchObject({ state: 'live', caller: 'user' })
  expect((await caller3.request('/call', 'join', call)).data.call).toMatchObject({ state: 'live', caller: 'user' })
  await desk3.event('call:rejoined')
  await caller3.request('/call', 'rtc:offer', { ...call, sdp: 'of the third life' })
  expect((await desk3.event('rtc:offer')).data.sdp).toBe('of the third life')
  expect((await caller3.request('/call', 'call:end', call)).ok).toBe(true)

  expect((await desk3.event('call:ended')).data.reason).toBe('hangup')
  const { data: message } = await desk3.event('chat:message')
  expect(message.call).toMatchObject({ call_id: rung.call_id, from: 'user', outcome: 'hangup' })
  const page = await third.ask('GET', `/api/chats/${eda.chatId}/messages`, undefined, { Cookie: admin })
  expect((await page.json()).messages).toHaveLength(1)
})

test('a call to which nobody comes back after a kill is lost, counted from the start', async () => {
  const { url } = scratchDatabase()
  const first = await startServerProcess(variables(url))
  const eda = await first.visitor('Eda')
  const admin = await first.admin()
  const [visitor, desk] = [await first.socket(eda.cookie), await first.socket(admin, 'admin')]
  const { data } = await visitor.request('/call', 'call:ring', { chat_id: eda.chatId })
  await desk.request('/call', 'call:accept', { chat_id: eda.chatId, call_id: data.call_id })
  first.kill('SIGKILL')
  await first.exited

  const second = await startServerProcess(variables(url, { CALL_LOST_S: '1' }))
  const late = await second.joined(admin, eda.chatId, 'admin')
  const lost = await late.until(({ event, data }) => event === 'chat:message' || data?.messages?.length > 0)

  expect((lost.data.messages?.[0] ?? lost.data).call).toMatchObject({ call_id: data.call_id, outcome: 'lost' })
})
