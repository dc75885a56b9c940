import { describe, expect, test } from 'bun:test'
import type { Conversation } from '#client/state/types'
import { createFakeBrowser, type FakeTab } from '#tests/support/fake-browser'
import { refusalBody, uploadedAs } from '#tests/support/fake-request'
import { type FakeConnection, startFakeServer } from '#tests/support/fake-server'
import { letIn } from '#tests/support/let-in'
import { attachedPicture } from '#tests/support/outbox-rows'
import { settled } from '#tests/support/settled'
import { storedMessage } from '#tests/support/stored-message'
import { createTestChat } from '#tests/support/test-chat'

const setUp = () => {
  const server = startFakeServer()
  const browser = createFakeBrowser()
  /** A tab with its own connection, in the room. */
  const open = async () => {
    const page = createTestChat(browser.tab(server.url), 'chat-1')
    page.start()
    const connection = await server.connection()
    connection.hello()
    await letIn(connection, [])
    await page.shown.until(({ loaded }) => loaded)
    return { ...page, connection, until: (isIt: (shown: Conversation) => boolean) => page.shown.until(isIt) }
  }
  return { server, browser, open }
}

const pictureOf = ({ entries }: Conversation) => entries.find(({ type }) => type === 'image')

/** Acknowledges the next message; resolves to what was sent. */
const store = async (connection: FakeConnection, id: number) => {
  const send = await connection.heard('send')
  const { client_id, type, text = null } = send.data as { client_id: string; type: 'image' | 'text'; text?: string }
  connection.ack(send, { message: storedMessage(id, { client_id, type, text }) })
  return send.data
}

/** Time goes on until this tab uploads. */
const takenOver = async ({ uploads, clock }: FakeTab) => {
  while (uploads.rest().length === 0) {
    clock.advance(500)
    await settled()
  }
  return uploads.next()
}

describe('a picture for which the server has no room', () => {
  test('says so and waits, while the texts behind it go', async () => {
    const { open } = setUp()
    const { chat, tab, connection, until, heldUp } = await open()
    chat.outbox.write('chat-1', 'fatura', null, attachedPicture())

    await (await tab.uploads.next()).answer(507, refusalBody('storage_full'), { 'retry-after': '60' })
    chat.outbox.write('chat-1', 'Gördünüz mü?')
    await store(connection, 1)

    const shown = await until(({ entries }) => entries.some(({ state }) => state === 'sent'))
    expect(shown.entries.map(({ text, state, failure }) => [text, state, failure])).toEqual([
      ['Gördünüz mü?', 'sent', null],
      ['fatura', 'queued', 'no_room'],
    ])
    expect(heldUp.all()).toEqual([])
    chat.stop()
  })
})

describe('a picture that was cancelled', () => {
  test('stops, and nothing of it is sent or kept', async () => {
    const { open, browser } = setUp()
    const { chat, tab, connection, until } = await open()
    chat.outbox.write('chat-1', '', null, attachedPicture())
    const request = await tab.uploads.next()

    chat.outbox.remove('browser-id-1')

    expect(request.isAborted()).toBe(true)
    await until(({ entries }) => entries.length === 0)
    chat.outbox.write('chat-1', 'Vazgeçtim')
    expect(await store(connection, 1)).toMatchObject({ type: 'text' })
    expect([browser.store.bytesById.size, connection.unheard()]).toEqual([0, []])
    chat.stop()
  })
})

describe('a picture', () => {
  test('is shown at once, goes up and is sent under one id', async () => {
    const { open, browser } = setUp()
    const { chat, tab, connection, until } = await open()

    chat.outbox.write('chat-1', 'fatura', null, attachedPicture())
    await until((shown) => pictureOf(shown)?.state === 'queued')
    const request = await tab.uploads.next()
    tab.clock.advance(100)
    request.move(40)
    await until((shown) => pictureOf(shown)?.progress === 0.4)
    await request.answer(201, uploadedAs('f'))

    const sent = await store(connection, 1)
    expect(sent).toEqual({ chat_id: 'chat-1', client_id: 'browser-id-1', type: 'image', fileRef: 'f', text: 'fatura' })
    await until((shown) => pictureOf(shown)?.state === 'sent')
    await chat.outbox.read()
    expect([browser.store.rows.size, browser.store.bytesById.size]).toEqual([0, 0])
    chat.stop()
  })

  test('of which the line broke in the middle goes up when it is back', async () => {
    const { open, server } = setUp()
    const { chat, tab, connection, until } = await open()
    chat.outbox.write('chat-1', '', null, attachedPicture())
    const broken = await tab.uploads.next()

    connection.close(1012)
    await broken.fail()
    await until(() => chat.line.phase === 'waiting')
    expect(tab.uploads.rest()).toEqual([])
    tab.goOnline()
    const again = await server.connection()
    again.hello()
    await letIn(again, [])
    await (await tab.uploads.next()).answer(201, uploadedAs('f'))

    expect(await store(again, 1)).toMatchObject({ client_id: 'browser-id-1', fileRef: 'f' })
    chat.stop()
  })

  test('that the server lost while the page slept is uploaded anew and sent', async () => {
    const { open } = setUp()
    const { chat, tab, connection } = await open()
    chat.outbox.write('chat-1', '', null, attachedPicture())
    await (await tab.uploads.next()).answer(201, uploadedAs('lost'))
    connection.refuse(await connection.heard('send'), 'not_found')

    await (await tab.uploads.next()).answer(201, uploadedAs('found'))

    expect(await store(connection, 1)).toMatchObject({ client_id: 'browser-id-1', fileRef: 'found' })
    chat.stop()
  })

  test('whose page was loaded anew in the middle goes up from what the device kept', async () => {
    const { open } = setUp()
    const first = await open()
    first.chat.outbox.write('chat-1', 'fatura', null, attachedPicture())
    const cut = await first.tab.uploads.next()
    first.chat.stop()
    expect(cut.isAborted()).toBe(true)

    const second = await open()
    await second.until((shown) => pictureOf(shown)?.state === 'queued')
    const request = await takenOver(second.tab)
    expect(await (request.form.get('file') as File).text()).toBe('abc')
    await request.answer(201, uploadedAs('f'))

    expect(await store(second.connection, 1)).toMatchObject({ client_id: 'browser-id-1', text: 'fatura' })
    second.chat.stop()
  })

  test('that was uploaded before the page was loaded anew is sent without a second upload', async () => {
    const { open } = setUp()
    const first = await open()
    first.chat.outbox.write('chat-1', '', null, attachedPicture())
    await (await first.tab.uploads.next()).answer(201, uploadedAs('f'))
    await first.connection.heard('send')
    first.chat.stop()

    const second = await open()

    expect(await store(second.connection, 1)).toMatchObject({ client_id: 'browser-id-1', fileRef: 'f' })
    expect(second.tab.uploads.all()).toEqual([])
    second.chat.stop()
  })
})

describe('of two tabs', () => {
  test('the one in which it was written uploads, and the leading one takes over when that is closed', async () => {
    const { open } = setUp()
    const leading = await open()
    const writing = await open()
    writing.chat.outbox.write('chat-1', '', null, attachedPicture())
    const cut = await writing.tab.uploads.next()
    await leading.until((shown) => pictureOf(shown)?.state === 'queued')
    expect(leading.tab.uploads.all()).toEqual([])

    writing.chat.stop()
    expect(cut.isAborted()).toBe(true)
    await (await takenOver(leading.tab)).answer(201, uploadedAs('f'))

    expect(await store(leading.connection, 1)).toMatchObject({ client_id: 'browser-id-1', fileRef: 'f' })
    leading.chat.stop()
  })

  test('one that cancels stops the upload of the other', async () => {
    const { open } = setUp()
    const writing = await open()
    const other = await open()
    writing.chat.outbox.write('chat-1', '', null, attachedPicture())
    const request = await writing.tab.uploads.next()
    await other.until((shown) => pictureOf(shown)?.state === 'queued')

    other.chat.outbox.remove('browser-id-1')
    await writing.until(({ entries }) => entries.length === 0)

    expect(request.isAborted()).toBe(true)
    for (const { chat } of [writing, other]) chat.stop()
  })
})
