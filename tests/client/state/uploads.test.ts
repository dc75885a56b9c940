import { describe, expect, test } from 'bun:test'
import { judgeUpload } from '#client/state/uploads'

describe('a refused upload', () => {
  test('has failed where the file, or the person, is refused', () => {
    for (const code of ['bad_request', 'too_large', 'unsupported_type', 'forbidden', 'not_found', 'internal'])
      expect(judgeUpload({ ok: false, code })).toEqual({ kind: 'failed', code })
  })

  test('waits where it may pass: as long as the server says, else as long as it likes', () => {
    for (const code of ['rate_limited', 'storage_full', 'unavailable']) {
      expect(judgeUpload({ ok: false, code, retryAfterMs: 7000 })).toEqual({ kind: 'wait', delayMs: 7000, code })
      expect(judgeUpload({ ok: false, code })).toEqual({ kind: 'wait', delayMs: null, code })
    }
  })

  test('by nobody, or for the session, fails nothing', () => {
    for (const code of ['offline', 'timeout', 'unauthenticated'])
      expect(judgeUpload({ ok: false, code })).toEqual({ kind: 'wait', delayMs: null, code })
  })
})

test('an answer names the upload', () => {
  expect(judgeUpload({ ok: true, value: { fileRef: 'f' } })).toEqual({ kind: 'uploaded', fileRef: 'f' })
})
