import { describe, expect, test } from 'bun:test'
import { settled } from '#tests/support/settled'
import { callNow, no, of, ok, ringing, stage, talking } from './stage.ts'

describe('a hang-up that the server refuses', () => {
  test('since it holds the old line for the end, is said again in its place', async () => {
    const on = await talking()
    on.calls.hangUp()
    await on.last('call:end').answer(no('forbidden'))
    expect(on.last('join').data).toEqual(of)

    await on.last('join').answer(ok(callNow()))
    expect(on.events().slice(-3)).toEqual(['call:end', 'join', 'call:end'])
    await on.last('call:end').answer(no('forbidden'))

    expect(on.events().at(-1)).toBe('call:end')
    expect(on.clock.waiting()).toBe(0)
  })

  test('of a call that is over meanwhile is done with', async () => {
    const on = await talking()
    on.calls.hangUp()
    await on.last('call:end').answer(no('forbidden'))
    await on.last('join').answer(no('wrong_state'))

    expect(on.events().at(-1)).toBe('join')
  })

  test('goes again where the taking over got lost', async () => {
    const on = await ringing()
    on.calls.hangUp()
    await on.last('call:end').answer(no('forbidden'))
    await on.lose()
    on.open()

    expect(on.last('call:end').data).toEqual(of)
    expect(on.events().filter((event) => event === 'call:end')).toHaveLength(2)
  })

  test('of a ring that may be another page’s takes nothing over', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await settled()
    on.calls.hangUp()
    await on.lose()
    on.open()
    await on.last('join').answer(ok(callNow({ state: 'ringing' })))
    await on.last('call:end').answer(no('forbidden'))

    expect(on.events().at(-1)).toBe('call:end')
  })
})

describe('a ring right after one that was given up', () => {
  test('waits for that one to have a name and an end', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await settled()
    on.calls.hangUp()
    on.calls.ring('chat-1')
    await settled()
    expect(on.events()).toEqual(['call:ring'])
    expect(on.call()?.phase).toBe('outgoing')

    await on.last('call:ring').answer(ok({ call_id: 'call-1' }))

    expect(on.events()).toEqual(['call:ring', 'call:end', 'call:ring'])
    await on.last('call:ring').answer(ok({ call_id: 'call-2' }))
    expect(on.call()).toMatchObject({ phase: 'outgoing', callId: 'call-2' })
  })

  test('in another conversation does not', async () => {
    const on = stage({ self: 'admin' })
    on.calls.ring('chat-1')
    on.calls.hangUp()
    on.calls.ring('chat-2')

    expect(on.last('call:ring').data).toEqual({ chat_id: 'chat-2' })
  })
})

describe('a line that goes while it rings', () => {
  test('is said, and a ring that may never have arrived is given up soon', async () => {
    const on = stage()
    on.calls.ring('chat-1')
    await settled()
    await on.lose()
    expect(on.call()).toMatchObject({ phase: 'outgoing', notes: ['rings_unseen'] })

    on.clock.advance(10_000)

    expect(on.call()?.end?.how).toBe('unavailable')
  })

  test('does not give up one that the server has taken', async () => {
    const on = await ringing()
    await on.lose()
    on.clock.advance(20_000)

    expect(on.call()).toMatchObject({ phase: 'outgoing', notes: ['rings_unseen'] })
  })
})

describe('a page that is loaded anew', () => {
  const remembered = { chatId: 'chat-1', callId: null, isCaller: true, isMuted: false, at: 1_700_000_000_000 }

  test('while its ring had no answer remembers it, and has it end', async () => {
    const before = stage()
    before.calls.ring('chat-1')
    expect(before.kept).toEqual([remembered])

    const on = stage({ remembered })
    expect(on.kept).toEqual([null])
    await on.last('join').answer(ok(callNow({ state: 'ringing' })))

    expect(on.last('call:end').data).toEqual(of)
    expect(on.call()).toBeNull()
  })

  test('where nothing rings does nothing', async () => {
    const on = stage({ remembered })
    await on.last('join').answer(ok({ call: null }))

    expect(on.events()).toEqual(['join'])
    expect(on.clock.waiting()).toBe(0)
  })

  test('by somebody who was muted lets nobody hear them', async () => {
    const before = await talking()
    before.calls.toggleMicrophone()
    expect(before.kept.at(-1)).toMatchObject({ callId: 'call-1', isMuted: true })

    const on = stage({ remembered: { ...remembered, callId: 'call-1', isMuted: true } })
    await on.last('join').answer(ok(callNow()))
    await settled()

    expect(on.call()?.isMuted).toBe(true)
    expect(on.tracks[0]?.enabled).toBe(false)
    expect(on.peer().statuses.at(-1)?.isMuted).toBe(true)
  })
})
