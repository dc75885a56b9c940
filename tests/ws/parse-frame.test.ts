import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { parseFrame } from '#server/ws/parse-frame'

test.each([
  ['merhaba'],
  [''],
  ['null'],
  ['"ping"'],
  ['7'],
  ['[]'],
  ['[{"event":"ping"}]'],
  ['{}'],
  ['{"event":1}'],
  ['{"event":["ping"]}'],
  ['{"__proto__":{"event":"ping"}}'],
])('%j is a bad frame', (raw) => {
  expect(parseFrame(raw).kind).toBe('bad_frame')
})

test('bytes are a bad frame, whatever they say', () => {
  expect(parseFrame(Buffer.from('{"event":"ping"}')).kind).toBe('bad_frame')
})

test('the namespace decides whose event it is', () => {
  expect(parseFrame('{"event":"ping","id":7}')).toMatchObject({ kind: 'socket', event: 'ping', id: 7 })
  expect(parseFrame('{"ns":"/chat","event":"join","data":{"a":1}}')).toMatchObject({
    kind: 'chat',
    event: 'join',
    data: { a: 1 },
    id: null,
  })
  expect(parseFrame('{"ns":"/call","event":"join","id":2}')).toMatchObject({ kind: 'call', event: 'join', id: 2 })
  for (const raw of [
    '{"ns":"/call","event":"send"}',
    '{"ns":null,"event":"ping"}',
    '{"ns":"/chat","event":"toString"}',
    '{"event":"join","ns":["/chat"]}',
  ])
    expect(parseFrame(raw).kind).toBe('bad_request')
})

test('whatever comes, it is one of four kinds and no exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (raw) => {
      expect(['chat', 'socket', 'bad_request', 'bad_frame']).toContain(parseFrame(raw).kind)
    }),
  )
  // A thousand texts that are drawn anew: seconds where the machine has much else to do.
}, 30_000)
