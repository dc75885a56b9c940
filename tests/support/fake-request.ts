import { settled } from './settled.ts'
import { createWatch, type Watch } from './watch.ts'

/** An upload under way, as its server sees it. */
export type FakeRequest = {
  address: string
  form: FormData
  isAborted: () => boolean
  /** So many of its bytes have gone. */
  move: (loaded: number, total?: number) => void
  answer: (status: number, body: object | string, headers?: Record<string, string>) => Promise<void>
  /** The line broke. */
  fail: () => Promise<void>
}

export type FakeRequests = { open: () => XMLHttpRequest; sent: Watch<FakeRequest> }

type Happening = (() => void) | null
type Moved = { loaded: number; total: number }

class Fake {
  readonly upload: { onprogress: ((moved: Moved) => void) | null } = { onprogress: null }
  onload: Happening = null
  onerror: Happening = null
  onabort: Happening = null
  status = 0
  responseText = ''
  isAborted = false
  #address = ''
  #headers: Record<string, string> = {}
  readonly #onSend: (request: FakeRequest) => void

  constructor(onSend: (request: FakeRequest) => void) {
    this.#onSend = onSend
  }

  open(method: string, path: string): void {
    this.#address = `${method} ${path}`
  }

  getResponseHeader(name: string): string | null {
    return this.#headers[name] ?? null
  }

  abort(): void {
    this.isAborted = true
    this.onabort?.()
  }

  send(form: FormData): void {
    const end = (happening: Happening): Promise<void> => {
      happening?.()
      return settled()
    }
    this.#onSend({
      address: this.#address,
      form,
      isAborted: () => this.isAborted,
      move: (loaded, total = 100) => this.upload.onprogress?.({ loaded, total }),
      answer: (status, body, headers = {}) => {
        this.status = status
        this.responseText = typeof body === 'string' ? body : JSON.stringify(body)
        this.#headers = headers
        return end(this.onload)
      },
      fail: () => end(this.onerror),
    })
  }
}

/** Uploads that a test answers. */
export const createFakeRequests = (): FakeRequests => {
  const sent = createWatch<FakeRequest>()
  return { open: () => new Fake(sent.tell) as unknown as XMLHttpRequest, sent }
}

/** What the server says of an upload that it has stored. */
export const uploadedAs = (fileRef: string): object => ({
  fileRef,
  type: 'image',
  mime: 'image/webp',
  bytes: 3,
  media_url: `/media/${fileRef}`,
})

export const refusalBody = (code: string): object => ({ error: { code, message: code } })

/** Requests as the browser of this person sends them to a real server. */
export const requestAs =
  ({ cookie, origin }: { cookie: string; origin: string }) =>
  (): XMLHttpRequest => {
    const request = new Fake(({ address, form, answer, fail }) => {
      const [method = '', path = ''] = address.split(' ')
      void fetch(origin + path, { method, body: form, headers: { Cookie: cookie, Origin: origin } }).then(
        async (response) => answer(response.status, await response.text()),
        fail,
      )
    })
    return request as unknown as XMLHttpRequest
  }
