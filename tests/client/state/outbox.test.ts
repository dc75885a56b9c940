import { describe, expect, test } from 'bun:test'
import {
  emptyOutbox,
  judge,
  nextOrder,
  type OutboxState,
  reduceOutbox,
  sendable,
  uploadable,
} from '#client/state/outbox'
import { outboxRow, pictureRow } from '#tests/support/outbox-rows'
import { storedMessage } from '#tests/support/stored-message'

const holding = (...rows: OutboxState['rows']): OutboxState => ({ ...emptyOutbox, rows })
const idsOf = (rows: readonly { client_id: string }[]) => rows.map((row) => row.client_id)

describe('a refusal', () => {
  test('without a time is final', () => {
    for (const code of ['forbidden', 'bad_request', 'too_large', 'id_conflict', 'internal', 'unavailable', 'not_found'])
      expect(judge({ ok: false, code })).toEqual({ kind: 'failed', code })
  })

  test('with a time waits for it, whatever its code', () => {
    for (const code of ['rate_limited', 'storage_full', 'unavailable'])
      expect(judge({ ok: false, code, retryAfterMs: 1500 })).toEqual({ kind: 'wait', delayMs: 1500, code })
  })

  test('of the room or the session is not about the message', () => {
    expect(judge({ ok: false, code: 'not_joined' })).toEqual({ kind: 'join' })
    expect(judge({ ok: false, code: 'unauthenticated' })).toEqual({ kind: 'join' })
  })

  test('of nobody leaves open whether the message arrived', () => {
    expect(judge({ ok: false, code: 'line' })).toEqual({ kind: 'line' })
    expect(judge({ ok: false, code: 'timeout' })).toEqual({ kind: 'wait', delayMs: 1000, code: 'timeout' })
  })
})

test('an ack carries what was stored', () => {
  const message = storedMessage(1)

  expect(judge({ ok: true, message })).toEqual({ kind: 'stored', message })
})

describe('what can be sent', () => {
  const none: ReadonlySet<string> = new Set()
  const send = (state: OutboxState, busy = none, waits = new Map<string, number>(), now = 0) =>
    idsOf(sendable(state, { busy, waitUntil: waits }, now))
  const rows = [
    outboxRow('a'),
    outboxRow('b'),
    outboxRow('c', { chat_id: 'chat-2', failure: 'too_large' }),
    outboxRow('d', { chat_id: 'chat-2' }),
  ]

  test('is the first of each conversation, past those that were refused for good', () => {
    expect(send(holding(...rows))).toEqual(['a', 'd'])
  })

  test('is nothing of a conversation that is busy or has to wait', () => {
    expect(send(holding(...rows), new Set(['chat-1']))).toEqual(['d'])
    expect(send(holding(...rows), none, new Map([['chat-2', 10]]), 9)).toEqual(['a'])
    expect(send(holding(...rows), none, new Map([['chat-2', 10]]), 10)).toEqual(['a', 'd'])
  })

  test('is nothing behind a message that is still being kept', () => {
    expect(send({ ...holding(...rows), saving: new Set(['a']) })).toEqual(['d'])
  })
})

describe('a picture', () => {
  const lanes = { busy: new Set<string>(), waitUntil: new Map<string, number>() }
  const both = (...rows: OutboxState['rows']) => ({
    sent: idsOf(sendable(holding(...rows), lanes, 0)),
    uploaded: idsOf(uploadable(holding(...rows), lanes, 0)),
  })

  test('of which the server has not got the bytes holds up no text behind it', () => {
    expect(both(pictureRow('p'), outboxRow('a'))).toEqual({ sent: ['a'], uploaded: ['p'] })
  })

  test('that was uploaded is sent in its place', () => {
    expect(both(pictureRow('p', { file_ref: 'f' }), outboxRow('a'))).toEqual({ sent: ['p'], uploaded: [] })
  })

  test('goes up behind those that were written before it, past what was refused', () => {
    const refused = pictureRow('refused', { failure: 'too_large' })

    expect(both(refused, pictureRow('p'), pictureRow('q'))).toEqual({ sent: [], uploaded: ['p'] })
  })

  test('that is still being kept is not uploaded, nor one behind it', () => {
    const state = { ...holding(pictureRow('p'), pictureRow('q')), saving: new Set(['p']) }

    expect(uploadable(state, lanes, 0)).toEqual([])
  })

  test('that is gone is not under way any more', () => {
    const under = reduceOutbox(holding(pictureRow('p')), { type: 'uploading', clientId: 'p', upload: 0.5 })

    expect(under.uploads).toEqual(new Map([['p', 0.5]]))
    expect(reduceOutbox(under, { type: 'removed', clientId: 'p' }).uploads.size).toBe(0)
    expect(reduceOutbox(under, { type: 'uploading', clientId: 'p', upload: null }).uploads.size).toBe(0)
  })
})

describe('the order', () => {
  test('grows also when the clock is set back', () => {
    expect(nextOrder([], 500)).toBe(500)
    expect(nextOrder([outboxRow('a', { order: 900 })], 500)).toBe(901)
  })

  test('is that of writing, over all tabs', () => {
    const read = [outboxRow('late', { order: 3 }), outboxRow('b', { order: 2 }), outboxRow('a', { order: 2 })]

    expect(idsOf(reduceOutbox(emptyOutbox, { type: 'read', rows: read }).rows)).toEqual(['a', 'b', 'late'])
  })
})

describe('a read of the store', () => {
  test('takes away what other tabs sent, and keeps what is only here', () => {
    const state = {
      rows: [outboxRow('gone'), outboxRow('saving'), outboxRow('unkept')],
      saving: new Set(['saving']),
      unkept: new Set(['unkept']),
      uploads: new Map(),
    }

    expect(idsOf(reduceOutbox(state, { type: 'read', rows: [] }).rows)).toEqual(['saving', 'unkept'])
  })

  test('keeps the object of a row that did not change', () => {
    const row = outboxRow('a')
    const failed = outboxRow('b', { failure: 'forbidden' })
    const state = holding(row, outboxRow('b'))
    const { rows } = reduceOutbox(state, { type: 'read', rows: [{ ...row }, failed] })

    expect(rows[0]).toBe(row)
    expect(rows[1]).toEqual(failed)
  })

  test('brings the upload that another tab made', () => {
    const uploaded = pictureRow('p', { file_ref: 'f' })

    expect(reduceOutbox(holding(pictureRow('p')), { type: 'read', rows: [uploaded] }).rows).toEqual([uploaded])
  })

  test('does not undo a change that is still being written', () => {
    const failed = outboxRow('a', { failure: 'forbidden' })
    const queued = outboxRow('a')
    const changed = reduceOutbox(holding(failed), { type: 'changed', row: queued })

    expect(reduceOutbox(changed, { type: 'read', rows: [failed] }).rows).toEqual([queued])
  })
})
