import { describe, expect, test } from 'bun:test'
import { pushTexts } from '#protocol/texts'
import { openClicked } from '#sw/clicking'
import { declineCall } from '#sw/declining'
import { type FakeConnection, startFakeServer } from '#tests/support/fake-server'
import { adminApp, pressOf, setUpScope, visitorApp } from './fake-scope.ts'
import { inAMinute } from './payloads.ts'

const call = () => ({
  kind: 'call' as const,
  chat_id: 'chat-1',
  call_id: 'call-1',
  id: undefined,
  expires_at: inAMinute(),
  navigate: '/admin?call=call-1',
  lang: 'en' as const,
})

const setUp = (onConnect: (connection: FakeConnection) => void = (connection) => connection.hello()) => {
  const server = startFakeServer(onConnect)
  return { server, ...setUpScope({ origin: new URL(server.url).origin.replace('ws', 'http') }) }
}

/** Answers the join, and the decline by what is given. */
const answerBy = async (connection: FakeConnection, answer: (decline: { id?: number; event: string }) => void) => {
  connection.ack(await connection.heard('join'), { call: null })
  const decline = await connection.heard('call:decline')
  answer(decline)
  return decline
}

describe('a call that cannot be declined', () => {
  test('is said so under its tag, and can be pressed again', async () => {
    const { server, shown, opened } = setUp()

    const pressed = openClicked(adminApp, pressOf(call(), 'decline', 'call-1'))
    const connection = await server.connection()
    await answerBy(connection, (decline) => connection.refuse(decline, 'forbidden'))
    await pressed

    expect(shown).toMatchObject([
      { title: pushTexts.en.notDeclined, tag: 'call-1', data: { navigate: '/admin?call=call-1' } },
    ])
    expect(opened).toEqual([])
    await connection.closed
  })

  test('because it may not be joined is not asked for', async () => {
    const { server } = setUp()

    const declined = declineCall(visitorApp, call())
    const connection = await server.connection()
    connection.refuse(await connection.heard('join'), 'forbidden')

    expect(await declined).toBe(false)
    await connection.closed
    expect(connection.unheard()).toEqual([])
  })

  test('because the line breaks or nobody lets it in counts as that', async () => {
    const { server } = setUp((connection) => connection.close(1012))
    expect(await declineCall(adminApp, call())).toBe(false)

    server.refuseWith(401)
    expect(await declineCall(adminApp, call())).toBe(false)
  })

  test('because the server is silent is given up in time', async () => {
    const { server } = setUp(() => {})

    expect(await declineCall(adminApp, call(), 1)).toBe(false)

    await (await server.connection()).closed
  })

  test('because nobody knows which it is asks no server', async () => {
    setUp()

    expect(await declineCall(adminApp, { ...call(), call_id: undefined })).toBe(false)
  })

  test('but would ring no more by now is let be', async () => {
    const { server, shown } = setUp()
    server.refuseWith(503)

    await openClicked(adminApp, pressOf({ ...call(), expires_at: '2026-01-02T10:00:00.000Z' }, 'decline', 'call-1'))

    expect(shown).toEqual([])
  })
})

describe('a call is declined', () => {
  test('without a window, after hello and join, and the socket is closed', async () => {
    const { server, shown, opened, openWindow } = setUp()
    const page = openWindow('/admin')

    const pressed = openClicked(adminApp, pressOf(call(), 'decline', 'call-1'))
    const connection = await server.connection()
    // What is not an answer to it is nothing to it.
    connection.say({ ns: '/call', event: 'call:incoming', data: {} })
    connection.say({ ack: 99, ok: false, error: { code: 'forbidden' } })
    const decline = await answerBy(connection, (frame) => connection.ack(frame))
    await pressed

    expect(decline).toMatchObject({ ns: '/call', data: { chat_id: 'chat-1', call_id: 'call-1' } })
    await connection.closed
    expect(shown).toEqual([])
    expect(opened).toEqual([])
    expect(page.heard).toEqual([])
  })

  test('by a socket that counts as no page that somebody looks at, of its own side', async () => {
    const { server } = setUp((connection) => connection.close(1012))
    const addresses = []
    for (const app of [visitorApp, adminApp]) {
      await declineCall(app, call())
      addresses.push((await server.connection()).address)
    }

    expect(addresses).toEqual(['/ws?hidden=1', '/ws?as=admin&hidden=1'])
  })

  test('where it was over already', async () => {
    const { server } = setUp()

    const declined = declineCall(visitorApp, call())
    const connection = await server.connection()
    await answerBy(connection, (decline) => connection.refuse(decline, 'wrong_state'))

    expect(await declined).toBe(true)
  })
})
