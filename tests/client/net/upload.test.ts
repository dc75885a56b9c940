import { describe, expect, test } from 'bun:test'
import { createUpload, type FileToSend } from '#client/net/upload'
import type { Uploaded } from '#protocol/media'
import { createFakeClock } from '#tests/support/fake-clock'
import { createFakeRequests, refusalBody, uploadedAs } from '#tests/support/fake-request'
import { attachedPicture } from '#tests/support/outbox-rows'

const setUp = async (file: Partial<FileToSend> = {}) => {
  const clock = createFakeClock()
  const requests = createFakeRequests()
  const abort = new AbortController()
  const shares: number[] = []
  const { blob, ...medium } = attachedPicture()
  const upload = createUpload({ openRequest: requests.open, clock })
  const sent = { chatId: 'chat-1', side: 'user', medium, blob, ...file } as const
  const answered = upload(sent, (share) => shares.push(share), abort.signal)
  return { clock, abort, shares, answered, request: await requests.sent.next() }
}

describe('a refusal', () => {
  test('is the server’s own, with the time after which it may pass', async () => {
    const { request, answered } = await setUp()

    await request.answer(507, refusalBody('storage_full'), { 'retry-after': '60' })

    expect(await answered).toEqual({ ok: false, code: 'storage_full', retryAfterMs: 60_000 })
  })

  test.each([
    [413, 'too_large'],
    [401, 'unauthenticated'],
    [502, 'unavailable'],
  ])('of a proxy with status %d is %s', async (status, code) => {
    const { request, answered } = await setUp()

    await request.answer(status, '<h1>no</h1>')

    expect(await answered).toEqual({ ok: false, code })
  })

  test('is also what says yes and is no answer of the server', async () => {
    const { request, answered } = await setUp()

    await request.answer(200, '<h1>Welcome to our hotel</h1>')

    expect(await answered).toEqual({ ok: false, code: 'unavailable' })
  })

  test('of nobody is the missing connection', async () => {
    const { request, answered } = await setUp()

    await request.fail()

    expect(await answered).toEqual({ ok: false, code: 'offline' })
  })
})

describe('an upload', () => {
  test('that does not move for 30 s is given up, however far it had come', async () => {
    const { request, answered, clock } = await setUp()
    for (const loaded of [10, 20, 30]) {
      clock.advance(29_999)
      request.move(loaded)
    }
    expect(request.isAborted()).toBe(false)

    clock.advance(30_000)

    expect(await answered).toEqual({ ok: false, code: 'timeout' })
    expect(request.isAborted()).toBe(true)
  })

  test('that is not wanted any more stops at once', async () => {
    const { request, answered, clock, abort } = await setUp()

    abort.abort()

    expect(request.isAborted()).toBe(true)
    expect((await answered).ok).toBe(false)
    expect(clock.waiting()).toBe(0)
  })

  test('that was not wanted before it began never begins', async () => {
    const requests = createFakeRequests()
    const { blob, ...medium } = attachedPicture()
    const upload = createUpload({ openRequest: requests.open, clock: createFakeClock() })

    const answer = await upload({ chatId: 'chat-1', side: 'user', medium, blob }, () => {}, AbortSignal.abort())

    expect(answer.ok).toBe(false)
    expect(requests.sent.all()).toEqual([])
  })

  test('says how far it is and ends with what the server stored', async () => {
    const { request, answered, shares, clock } = await setUp()

    request.move(50)
    request.move(100)
    await request.answer(201, uploadedAs('f'))

    expect(shares).toEqual([0.5, 1])
    expect(await answered).toEqual({ ok: true, value: uploadedAs('f') as Uploaded })
    expect(clock.waiting()).toBe(0)
  })

  test('names its conversation and the side that it is of, since a browser may hold both cookies', async () => {
    const { request } = await setUp({ side: 'admin' })

    expect(request.address).toBe('POST /api/media?as=admin')
    expect([...request.form.keys()]).toEqual(['chat_id', 'file'])
    expect(request.form.get('chat_id')).toBe('chat-1')
    expect(await (request.form.get('file') as File).text()).toBe('abc')
  })

  test('of a voice note carries its waveform', async () => {
    const waveform = Array.from({ length: 64 }, (_, at) => at)

    const { request } = await setUp({ medium: { kind: 'audio', mime: 'audio/webm', bytes: 3, waveform } })

    expect(JSON.parse(String(request.form.get('waveform')))).toEqual(waveform)
  })
})
