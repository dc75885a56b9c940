import { describe, expect, test } from 'bun:test'
import { frameId, joinData, sendData } from '#protocol/client-frames'

const send = { chat_id: 'c', client_id: 'first-message', type: 'text', text: 'merhaba' }
const isSend = (change: object): boolean => sendData.safeParse({ ...send, ...change }).success

test.each([[0], [-1], [1.5], ['1'], [null], [Number.NaN], [2 ** 53], [[1]], [true]])('the id %p is refused', (id) => {
  expect(frameId.safeParse(id).success).toBe(false)
})

describe('a send', () => {
  test.each([
    ['a client_id of 7 characters', { client_id: 'a'.repeat(7) }],
    ['a client_id of 65 characters', { client_id: 'a'.repeat(65) }],
    ['a client_id with a blank', { client_id: 'first message' }],
    ['a client_id with a line end', { client_id: 'first-message\n' }],
    ['a client_id that is no string', { client_id: 12345678 }],
    ['no text', { text: undefined }],
    ['a text that is null', { text: null }],
    ['an unknown type', { type: 'call' }],
    ['no type', { type: undefined }],
    ['a picture without its file', { type: 'image' }],
    ['a reply to 0', { reply_to: 0 }],
    ['a reply to a string', { reply_to: '1' }],
    ['a chat_id that is an object', { chat_id: { $ne: '' } }],
  ])('with %s is refused', (_, change) => {
    expect(isSend(change)).toBe(false)
  })

  test('may reply to nothing, and says nothing of role and time', () => {
    expect(sendData.parse({ ...send, reply_to: null, role: 'admin', time: {} })).toEqual({
      ...send,
      reply_to: null,
    } as never)
  })

  test.each(['a'.repeat(8), 'a'.repeat(64), 'A-z_09-8'])('takes the client_id %p', (client_id) => {
    expect(isSend({ client_id })).toBe(true)
  })
})

test.each([[-1], [0.5], ['0'], [Number.NaN], [[]]])('a join since %p is refused', (since) => {
  expect(joinData.safeParse({ chat_id: 'c', since }).success).toBe(false)
})
