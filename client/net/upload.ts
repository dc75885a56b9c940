import type { Clock } from '#client/platform/clock'
import type { AttachmentFacts } from '#client/state/attachment'
import { type Uploaded, uploaded } from '#protocol/media'
import type { Side } from '#protocol/messages'
import { type Answer, parseJson, type Refused, refused } from './route.ts'

export type FileToSend = { chatId: string; side: Side; medium: AttachmentFacts; blob: Blob }

export type UploadPorts = { openRequest: () => XMLHttpRequest; clock: Clock }

/** `onProgress`: how much of it is with the server, from 0 to 1. */
export type Upload = (
  file: FileToSend,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) => Promise<Answer<Uploaded>>

const stalledMs = 30_000

/**
 * Sends a file to `POST /api/media`. Takes as long as it takes, but gives up when nothing moves for 30 s (`timeout`).
 * Never rejects. No `fetch`: that tells nothing of how much has gone.
 */
export const createUpload =
  ({ openRequest, clock }: UploadPorts): Upload =>
  (file, onProgress, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve(offline)
      const request = openRequest()
      let cancelStall = (): void => {}
      const end = (answer: Answer<Uploaded>): void => {
        cancelStall()
        signal.removeEventListener('abort', abort)
        resolve(answer)
      }
      const abort = (): void => request.abort()
      const stall = (): void => {
        end({ ok: false, code: 'timeout' })
        abort()
      }
      const moved = (): void => {
        cancelStall()
        cancelStall = clock.after(stalledMs, stall)
      }
      request.upload.onprogress = ({ loaded, total }) => {
        moved()
        if (total > 0) onProgress(loaded / total)
      }
      request.onload = () => end(answerOf(request))
      request.onerror = () => end(offline)
      request.onabort = () => end(offline)
      signal.addEventListener('abort', abort)
      moved()
      request.open('POST', `/api/media?as=${file.side}`)
      request.send(formOf(file))
    })

const offline: Refused = { ok: false, code: 'offline' }

// The file comes last, so that a server could judge the rest before it.
const formOf = ({ chatId, medium, blob }: FileToSend): FormData => {
  const form = new FormData()
  form.append('chat_id', chatId)
  if (medium.waveform) form.append('waveform', JSON.stringify(medium.waveform))
  form.append('file', blob)
  return form
}

// What a proxy says in the server's place is no answer, however it calls it.
const answerOf = (request: XMLHttpRequest): Answer<Uploaded> => {
  const value = parseJson(request.responseText)
  if (request.status > 299) return refused(request.status, request.getResponseHeader('retry-after'), value)
  const parsed = uploaded.safeParse(value)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, code: 'unavailable' }
}
