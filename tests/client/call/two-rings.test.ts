import { describe, expect, test } from 'bun:test'
import { settled } from '#tests/support/settled'
import { acceptedFrame, incomingFrame, no, ok, stage } from './stage.ts'

describe('two rings that meet', () => {
  test('are one call, whose callee this side becomes', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await settled()
    await on.hear(incomingFrame())
    expect(on.call()?.phase).toBe('outgoing')
    expect(on.calls.view().waiting).toEqual([])
    await on.last('call:ring').answer(ok({ call_id: 'call-1' }))
    const early = on.peer()

    await on.hear(acceptedFrame('admin', true))

    expect(early.state.isClosed).toBe(true)
    expect(on.peer().ports.isCaller).toBe(false)
    expect(on.openPeers().length).toBe(1)
    expect(on.call()).toMatchObject({ phase: 'connecting', isCaller: false })
    expect(on.calls.view().waiting).toEqual([])
  })

  test('also where the frame is heard before the answer', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await settled()
    await on.hear(acceptedFrame('admin', true))
    await on.last('call:ring').answer(ok({ call_id: 'call-1' }))

    expect(on.call()).toMatchObject({ phase: 'connecting', callId: 'call-1', isCaller: false })
    expect(on.peers.map(({ ports }) => ports.isCaller)).toEqual([false])
  })

  test('go on without a microphone here: this side was rung too', async () => {
    const on = stage({ isPrompt: false })
    on.calls.ring('chat-1')
    await on.hear(acceptedFrame('admin', true))
    await on.microphones[0]?.come({ ok: false, fault: 'refused' })

    expect(on.call()).toMatchObject({ phase: 'connecting', notes: ['not_heard'] })
  })

  test("show the other side's where ours is refused", async () => {
    const on = stage({ self: 'admin' })
    on.calls.ring('chat-1')
    await on.hear(incomingFrame())
    await on.last('call:ring').answer(no('unavailable'))

    expect(on.call()).toMatchObject({ phase: 'incoming', callId: 'call-1' })
    expect(on.live()).toEqual([])
  })
})
