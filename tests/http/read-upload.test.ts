import { expect, test } from 'bun:test'
import { done } from '#protocol/refusals'
import { createBodyRoom } from '#server/http/body-room'
import { createReadUpload, roomFor } from '#server/http/read-upload'
import { settled } from '#tests/support/settled'
import { formOf } from '#tests/support/uploads'

const mostFileBytes = 200_000
const unhurried = { afterMs: 60_000, leastBytesPerS: 1 }
const hurried = { afterMs: 0, leastBytesPerS: 1e9 }

const open = (bounds = {}) => {
  const room = createBodyRoom({ mostBytes: roomFor(1, mostFileBytes), mostWaiting: 4, waitMs: 60_000 })
  const readUpload = createReadUpload({
    mostFileBytes,
    withinMs: 60_000,
    pace: unhurried,
    wantedPace: unhurried,
    ...bounds,
  })
  const read = (body: BodyInit, asker: string, use = async (bytes: Uint8Array) => bytes.length) =>
    readUpload(requestOf(body), room, asker, async ({ bytes }) => done(await use(bytes)))
  return { read, room }
}

const requestOf = (body: BodyInit): Request => {
  const request = new Request('http://localhost/', { method: 'POST', body })
  if (!(body instanceof FormData)) request.headers.set('Content-Type', 'multipart/form-data; boundary=x')
  if (typeof body === 'string') request.headers.set('Content-Length', String(body.length))
  return request
}

/** A body that has begun and never goes on. */
const endless = (onCancel = () => {}): ReadableStream<Uint8Array> =>
  new ReadableStream({ start: (to) => to.enqueue(new Uint8Array([45])), cancel: onCancel })

const codeOf = async (reading: ReturnType<ReturnType<typeof open>['read']>) => {
  const outcome = await reading
  return outcome.ok ? outcome.value : [outcome.refusal.code, (outcome.refusal.retryAfterMs ?? 0) > 0]
}

test.each([
  ['that comes slower than it has to', { pace: hurried }],
  ['that is not there in time', { withinMs: 1 }],
])('a body %s is refused and let go, and its place is free', async (_, bounds) => {
  const cancelled = Promise.withResolvers<void>()
  const { read, room } = open(bounds)

  expect(await codeOf(read(endless(cancelled.resolve), 'a'))).toEqual(['rate_limited', true])
  await cancelled.promise
  expect(await room.enter('b', roomFor(1, mostFileBytes))).not.toBeNull()
})

test('a slow body makes way for who waits', async () => {
  const { read } = open({ wantedPace: hurried })
  const slow = read(endless(), 'a')
  const waiting = read(formOf(new Uint8Array(7)), 'b')

  expect(await codeOf(slow)).toEqual(['rate_limited', true])
  expect(await codeOf(waiting)).toBe(7)
})

test('however short bodies are, there is an end to how many are held', async () => {
  const { read, room } = open()
  await room.enter('a', roomFor(1, mostFileBytes) - 64 * 1024)
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()]
  const short = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\na\r\n--x--'
  const first = read(short, 'b', () => {
    begun.resolve()
    return held.promise
  })
  await begun.promise

  const next = room.enter('c', 1)
  expect(await Promise.race([next, settled()])).toBeUndefined()
  held.resolve(1)

  expect(await codeOf(first)).toBe(1)
  expect(await next).not.toBeNull()
})
