import { override } from './override.ts'

/** A microphone and what records it; a test says what it hears, and how it ends. */
export const useFakeRecorder = () => {
  const fake = {
    recorders: [] as FakeMediaRecorder[],
    tracks: [] as { readyState: string }[],
    /** What asking for the microphone fails with. */
    refusal: null as Error | null,
    /** Lets the question stand until it is answered. */
    answer: null as Promise<void> | null,
    asked: 0,
  }
  class FakeMediaRecorder extends EventTarget {
    static isTypeSupported = (type: string): boolean => type === 'audio/webm;codecs=opus'
    state = 'inactive'
    readonly mimeType: string
    readonly options: MediaRecorderOptions
    /** What comes out of it at the end. */
    bytes: BlobPart[] = ['sound']
    constructor(_stream: unknown, options: MediaRecorderOptions) {
      super()
      this.options = options
      this.mimeType = options.mimeType ?? ''
      fake.recorders.push(this)
    }
    start(): void {
      this.state = 'recording'
      this.dispatchEvent(new Event('start'))
    }
    stop(): void {
      this.state = 'inactive'
      const data = new Blob(this.bytes, { type: this.mimeType })
      this.dispatchEvent(Object.assign(new Event('dataavailable'), { data }))
      this.dispatchEvent(new Event('stop'))
    }
  }
  const getUserMedia = async () => {
    fake.asked++
    await fake.answer
    if (fake.refusal) throw fake.refusal
    const track = { readyState: 'live', stop: () => void Object.assign(track, { readyState: 'ended' }) }
    fake.tracks.push(track)
    return { getTracks: () => [track] }
  }
  override(navigator, 'mediaDevices', () => ({ getUserMedia }))
  override(globalThis, 'MediaRecorder', () => FakeMediaRecorder)
  override(globalThis, 'isSecureContext', () => true)
  return fake
}

/** An error as a browser throws it. */
export const refusalOf = (name: string, message = ''): Error => Object.assign(new Error(message), { name })
