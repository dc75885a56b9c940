/** An `<audio>` that a test drives: it plays nothing, and says what a browser would say. */
export class FakeAudio {
  readonly #listeners: { event: string; run: () => void }[] = []
  src = ''
  preload = ''
  paused = true
  ended = false
  readyState = 0
  currentTime = 0
  duration = Number.NaN
  playbackRate = 1
  defaultPlaybackRate = 1
  plays = 0

  async play(): Promise<void> {
    this.plays++
    this.paused = false
    this.ended = false
  }

  pause(): void {
    if (this.paused) return
    this.paused = true
    this.say('pause')
  }

  addEventListener(event: string, run: () => void): void {
    this.#listeners.push({ event, run })
  }

  say(event: string): void {
    for (const listener of this.#listeners) if (listener.event === event) listener.run()
  }

  /** The sound has come, and is heard. */
  comes(seconds: number): void {
    this.readyState = 4
    this.duration = seconds
    this.say('loadedmetadata')
    if (!this.paused) this.say('playing')
  }

  moves(toSeconds: number): void {
    this.currentTime = toSeconds
    this.say('timeupdate')
  }

  ends(): void {
    this.ended = true
    this.paused = true
    this.say('ended')
  }

  fails(): void {
    this.say('error')
  }

  get element(): HTMLAudioElement {
    return this as unknown as HTMLAudioElement
  }
}
