import { describe, expect, test } from 'bun:test'
import { settled } from '#tests/support/settled'
import { answering, incomingFrame, of, rung, talking } from './stage.ts'

describe('another call', () => {
  const other = { chat_id: 'chat-2', call_id: 'call-2' }

  test('waits while one is on, until it ends or is declined', async () => {
    const on = await answering()
    await on.hear(incomingFrame(other))
    await on.hear(incomingFrame({ chat_id: 'chat-3', call_id: 'call-3' }))
    expect(on.calls.view().waiting.map(({ callId }) => callId)).toEqual(['call-2', 'call-3'])
    expect(on.call()?.callId).toBe('call-1')

    await on.hear({ event: 'call:ended', data: { ...other, reason: 'missed', duration_s: 0 } })
    on.calls.declineWaiting('call-3')

    expect(on.calls.view().waiting).toEqual([])
    expect(on.last('call:decline').data).toEqual({ chat_id: 'chat-3', call_id: 'call-3' })
    expect(on.call()?.phase).toBe('active')
  })

  test('is told again to a new line, or is over', async () => {
    const on = await answering()
    await on.hear(incomingFrame(other))
    await on.lose()
    expect(on.calls.view().waiting.length).toBe(1)
    on.open()

    expect(on.calls.view().waiting).toEqual([])
  })

  test('is taken: the one that is on ends first', async () => {
    const on = await answering()
    await on.hear(incomingFrame(other))

    on.calls.acceptWaiting('call-2')
    await settled()

    expect(on.events().slice(-2)).toEqual(['call:end', 'call:accept'])
    expect(on.last('call:end').data).toEqual(of)
    expect(on.last('call:accept').data).toEqual(other)
    expect(on.openPeers()).toEqual([])
    expect(on.live().length).toBe(1)
    expect(on.call()).toMatchObject({ callId: 'call-2', phase: 'connecting' })
  })

  test('rings in full once the one that is on is over', async () => {
    const on = await answering()
    await on.hear(incomingFrame(other))
    on.calls.hangUp()

    expect(on.call()).toMatchObject({ callId: 'call-2', phase: 'incoming' })
    expect(on.calls.view().waiting).toEqual([])
    expect(on.live()).toEqual([])
  })

  test('in the place of one that rings leaves that one ringing', async () => {
    const on = await rung()
    await on.hear(incomingFrame(other))
    on.calls.acceptWaiting('call-2')

    expect(on.events()).toEqual(['call:accept'])
    expect(on.calls.view().waiting.map(({ callId }) => callId)).toEqual(['call-1'])
  })

  test('at a visitor breaks nothing', async () => {
    const on = await talking()
    await on.hear(incomingFrame(other))
    on.calls.acceptWaiting('nothing')

    expect(on.call()).toMatchObject({ callId: 'call-1', phase: 'active' })
  })
})
