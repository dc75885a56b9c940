/** `fileRef` of what the server has; its codes, or `offline` and `timeout` where no answer came. */
export type UploadReply = { ok: true; value: { fileRef: string } } | { ok: false; code: string; retryAfterMs?: number }

export type UploadVerdict =
  | { kind: 'uploaded'; fileRef: string }
  /** Nobody said no for good; `delayMs` where the server says when. */
  | { kind: 'wait'; delayMs: number | null; code: string }
  | { kind: 'failed'; code: string }

const mayPass = new Set(['offline', 'timeout', 'unauthenticated', 'unavailable', 'rate_limited', 'storage_full'])

/** What an answer to an upload means for its message: what is refused for the file's own sake fails. */
export const judgeUpload = (reply: UploadReply): UploadVerdict => {
  if (reply.ok) return { kind: 'uploaded', fileRef: reply.value.fileRef }
  const { code, retryAfterMs: delayMs = null } = reply
  return delayMs !== null || mayPass.has(code) ? { kind: 'wait', delayMs, code } : { kind: 'failed', code }
}
