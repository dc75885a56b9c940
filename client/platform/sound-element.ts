export type SoundEvents = {
  onPlaying: () => void
  /** It has run out of what has come so far. */
  onWaiting: () => void
  onPaused: () => void
  onMoved: () => void
  onEnded: () => void
  /** None of its addresses can be played. */
  onFailed: () => void
  /** The browser allows no sound without a tap. */
  onRefused: () => void
}

/** An `<audio>` that tries one address after the other. */
export class SoundElement {
  readonly #audio: HTMLAudioElement
  readonly #on: SoundEvents
  #addresses: readonly string[] = []
  #fromMs = 0
  #rate = 1
  #wantsToPlay = false

  constructor(audio: HTMLAudioElement, on: SoundEvents) {
    this.#audio = audio
    this.#on = on
    this.#listen()
  }

  get positionMs(): number {
    const { readyState, currentTime } = this.#audio
    return readyState === 0 ? this.#fromMs : Math.round(currentTime * 1000)
  }

  open(addresses: readonly string[], fromMs: number): void {
    this.#addresses = addresses
    this.#fromMs = fromMs
    const [address] = addresses
    if (address === undefined) return this.#on.onFailed()
    this.#audio.src = address
    this.play()
  }

  play(): void {
    this.#wantsToPlay = true
    this.#applyRate()
    // What was paused or replaced meanwhile says so itself, and so does what cannot be played.
    this.#audio.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#on.onRefused()
    })
  }

  pause(): void {
    this.#wantsToPlay = false
    this.#audio.pause()
  }

  seek(positionMs: number): void {
    this.#fromMs = positionMs
    if (this.#audio.readyState > 0) this.#audio.currentTime = positionMs / 1000
  }

  setRate(rate: number): void {
    this.#rate = rate
    this.#applyRate()
  }

  #listen(): void {
    const audio = this.#audio
    audio.addEventListener('loadedmetadata', () => this.#arrived())
    audio.addEventListener('playing', this.#on.onPlaying)
    audio.addEventListener('waiting', this.#on.onWaiting)
    audio.addEventListener('pause', () => audio.paused && !audio.ended && this.#on.onPaused())
    audio.addEventListener('timeupdate', () => {
      // From here its next address goes on, where this one breaks off.
      this.#fromMs = this.positionMs
      this.#on.onMoved()
    })
    audio.addEventListener('ended', () => audio.ended && this.#on.onEnded())
    audio.addEventListener('error', () => this.#tryNext())
  }

  #tryNext(): void {
    const wanted = this.#wantsToPlay
    if (this.#addresses.length > 0) this.open(this.#addresses.slice(1), this.#fromMs)
    if (!wanted) this.pause()
  }

  #arrived(): void {
    this.#applyRate()
    if (this.#fromMs > 0) this.#audio.currentTime = this.#fromMs / 1000
  }

  // Another sound begins at the default one.
  #applyRate(): void {
    this.#audio.defaultPlaybackRate = this.#rate
    this.#audio.playbackRate = this.#rate
  }
}
