import { describe, expect, test } from 'bun:test'
import * as fc from 'fast-check'
import type { Message } from '#protocol/messages'
import { pushPayload } from '#protocol/push'
import { codePoints } from '#protocol/text'
import { createOutgoing } from '#server/actions/push/outgoing'
import {
  callPayload,
  handledPayload,
  messagePayload,
  missedPayload,
  type Reader,
  testPayload,
} from '#server/actions/push/payloads'
import type { Call, PushSubscription } from '#server/store/device-ports'
import type { Conversation } from '#server/store/ports'
import { hash } from '#tests/support/memory-store'
import { storedMessage } from '#tests/support/stored-message'

const conversation: Conversation = {
  key: 1,
  chatId: 'chat-1',
  cid: 'Eda-7F3C',
  name: 'Eda',
  lang: 'tr',
  createdAt: 0,
  rev: 0,
  waitingSince: null,
  unread: 0,
  lastMessage: null,
  userReadId: 0,
  adminReadId: 0,
  userSeenAt: null,
  archived: false,
  blocked: false,
  note: null,
}
const house = { publicUrl: null, adminName: 'Muhsin' }
const visitor: Reader = { device: { role: 'user', session: 1, chat: 1 }, lang: 'tr', origin: 'https://chat.example' }
const admin: Reader = { device: { role: 'admin', session: 'one' }, lang: 'en', origin: 'https://desk.example' }
const call: Call = {
  callId: 'call-id',
  conversation,
  caller: 'user',
  video: false,
  state: 'ringing',
  startedAt: 0,
  expiresAt: Date.UTC(2027, 0, 1),
  acceptedAt: null,
  endedAt: null,
  outcome: null,
  callerDevice: 'user 1',
  calleeDevice: null,
}
const bodyOf = (change: Partial<Message>, reader = admin): string =>
  messagePayload(house, reader, conversation, storedMessage(7, change), null).notification.body

describe('a message', () => {
  test('is told to the admin under the name of the visitor, with a way to the conversation', () => {
    expect(messagePayload(house, admin, conversation, storedMessage(7, { text: 'merhaba' }), null)).toEqual({
      web_push: 8030,
      notification: {
        title: 'Eda',
        body: 'merhaba',
        navigate: 'https://desk.example/admin#chat=chat-1',
        tag: 'chat-chat-1',
        lang: 'en',
        data: { kind: 'message', chat_id: 'chat-1', id: 7 },
      },
    })
  })

  test('is told to the visitor under the name of the admin, with the number of the unread', () => {
    const payload = messagePayload(house, visitor, conversation, storedMessage(7), 3)

    expect(payload).toMatchObject({
      notification: { title: 'Muhsin', navigate: 'https://chat.example/', lang: 'tr' },
      app_badge: 3,
    })
  })

  test('leads to the public address, where there is one', () => {
    const known = { ...house, publicUrl: 'https://konusma.example' }
    const { navigate } = messagePayload(known, admin, conversation, storedMessage(7), null).notification

    expect(navigate).toBe('https://konusma.example/admin#chat=chat-1')
  })

  test('without a text is told by its medium, in the language of the device', () => {
    expect(bodyOf({ type: 'image', text: null }, visitor)).toBe('📷 Fotoğraf')
    expect(bodyOf({ type: 'audio', text: null })).toBe('🎤 Voice message')
    expect(bodyOf({ type: 'image', text: 'caption' })).toBe('caption')
  })

  test('is not cut up to 300 code points; beyond, it is, and no character is broken', () => {
    const family = '👨‍👩‍👧‍👦'

    expect(bodyOf({ text: 'ş'.repeat(300) })).toBe('ş'.repeat(300))
    expect(bodyOf({ text: 'ş'.repeat(301) })).toBe(`${'ş'.repeat(299)}…`)
    expect(bodyOf({ text: family.repeat(50) })).toBe(`${family.repeat(42)}…`)
    expect(bodyOf({ text: `${'a'.repeat(298)}👩‍🚀 and more` })).toBe(`${'a'.repeat(298)}…`)
  })
})

describe('a call', () => {
  test('leads to the call itself, and says until when it rings', () => {
    expect(callPayload(house, admin, call).notification).toEqual({
      title: '📞 Eda is calling',
      body: 'Tap to answer.',
      navigate: 'https://desk.example/admin?call=call-id#chat=chat-1',
      tag: 'call-call-id',
      lang: 'en',
      data: { kind: 'call', chat_id: 'chat-1', call_id: 'call-id', expires_at: '2027-01-01T00:00:00.000Z' },
    })
    expect(callPayload(house, visitor, call).notification.navigate).toBe('https://chat.example/?call=call-id')
  })

  test('that is over takes the place of the ringing one and leads to the conversation', () => {
    const [missed, handled] = [missedPayload(house, admin, call), handledPayload(house, admin, call)]

    expect([missed.notification.title, handled.notification.title]).toEqual(['Missed call: Eda', 'Eda'])
    for (const { notification } of [missed, handled])
      expect(notification).toMatchObject({
        navigate: 'https://desk.example/admin#chat=chat-1',
        tag: 'call-call-id',
        data: { kind: 'missed', call_id: 'call-id' },
      })
  })
})

test('a test leads to the app that asked for it', () => {
  expect(testPayload(house, visitor, 'chat-1').notification.navigate).toBe('https://chat.example/')
  expect(testPayload(house, admin, '').notification.navigate).toBe('https://desk.example/admin')
})

test('whatever people write, a payload has the shape of the contract and stays under 3,900 bytes', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constant('\u0001'),
    fc.constant('👨‍👩‍👧‍👦'),
    fc.constant('"\\'),
  )
  const longText = fc.array(unit, { minLength: 1, maxLength: 4000 }).map((units) => units.join('').slice(0, 8000))
  const longName = fc.string({ unit: 'binary', minLength: 40, maxLength: 40 })
  void fc.assert(
    fc.property(longText, longName, (text, name) => {
      const payload = messagePayload(house, admin, { ...conversation, name }, storedMessage(7, { text }), 50)
      expect(pushPayload.parse(JSON.parse(JSON.stringify(payload)))).toEqual(payload)
      expect(codePoints(payload.notification.body)).toBeLessThanOrEqual(300)
      expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(3900)
    }),
    { numRuns: 50 },
  )
})

describe('a topic', () => {
  const to = (id: number): PushSubscription => ({
    id,
    ...admin,
    endpoint: 'https://push.example/1',
    p256dh: new Uint8Array(65),
    auth: new Uint8Array(16),
    createdAt: 0,
    afterMessage: 0,
    lastSentAt: null,
    lastArrivedAt: null,
    failedAt: null,
  })
  const outgoing = createOutgoing(house, hash)
  const message = (id: number, of = conversation) => outgoing.message(to(id), of, storedMessage(7), null)

  test('has 32 characters of base64url and names nothing', () => {
    expect(message(1).topic).toMatch(/^[\w-]{32}$/)
    expect(message(1).topic).not.toContain('chat')
  })

  test('is one for each conversation and call, and for each device another', () => {
    const others = [message(2), message(1, { ...conversation, chatId: 'chat-2' }), outgoing.over(to(1), call)]

    expect(message(1).topic).toBe(message(1).topic)
    expect(new Set([message(1), ...others].map(({ topic }) => topic)).size).toBe(4)
    expect(outgoing.ring(to(1), call, 0)?.topic).toBe(outgoing.over(to(1), call).topic)
  })
})
