import { playbackRate } from './playback-rate.ts'
import { SoundElement } from './sound-element.ts'

export type Track = {
  /** One at a time has it: the key of the message. */
  key: string
  /** Where its sound is, the best first; a promise where it lies in this device. Empty: nowhere. */
  addresses: () => readonly string[] | Promise<readonly string[]>
  /** What it is and who speaks, for the keys outside the page. */
  title: string
  artist: string
  onPlaying?: () => void
  onEnded?: () => void
  onFailed?: () => void
}

type Phase = 'idle' | 'loading' | 'playing' | 'paused' | 'failed'

export type Playback = { phase: Phase; positionMs: number }

type PlayerOptions = {
  audio: HTMLAudioElement
  /** Runs once before the next frame is drawn. */
  nextFrame?: (run: () => void) => void
}

/** Plays one voice note at a time in the whole page, and remembers how far each was heard. */
export class Player {
  readonly #sound: SoundElement
  readonly #nextFrame: (run: () => void) => void
  readonly #positions = new Map<string, number>()
  readonly #watchers = new Map<string, () => void>()
  #track: Track | null = null
  #phase: Phase = 'idle'
  #isFollowing = false
  #rate = playbackRate.read()

  constructor({ audio, nextFrame = (run) => void requestAnimationFrame(run) }: PlayerOptions) {
    this.#nextFrame = nextFrame
    this.#sound = new SoundElement(audio, {
      onPlaying: () => this.#playing(),
      onWaiting: () => this.#phase === 'playing' && this.#turn('loading'),
      onPaused: () => this.#phase === 'playing' && this.#turn('paused'),
      onMoved: () => this.#note(),
      onEnded: () => this.#ended(),
      onFailed: () => this.#failed(),
      onRefused: () => this.#phase === 'loading' && this.#turn('paused'),
    })
    this.#sound.setRate(this.#rate)
  }

  get rate(): number {
    return this.#rate
  }

  stateOf(key: string): Playback {
    return { phase: this.#track?.key === key ? this.#phase : 'idle', positionMs: this.#positions.get(key) ?? 0 }
  }

  /** Tells each change of one track; the last that asked for it is told. */
  watch(key: string, tell: () => void): void {
    this.#watchers.set(key, tell)
  }

  toggle(track: Track): void {
    const isOn = this.#track?.key === track.key && (this.#phase === 'playing' || this.#phase === 'loading')
    if (isOn) this.pause()
    else this.play(track)
  }

  play(track: Track): void {
    if (this.#track?.key === track.key && this.#phase === 'paused') return this.#resume(track)
    this.stop()
    this.#track = track
    this.#turn('loading')
    const addresses = track.addresses()
    // At once where it can be: some browsers allow a sound only in the moment of the tap.
    if (addresses instanceof Promise) void addresses.then((found) => this.#track === track && this.#open(track, found))
    else this.#open(track, addresses)
  }

  pause(): void {
    this.#sound.pause()
    if (this.#phase === 'loading') this.#turn('paused')
  }

  /** Its place is kept, so that it goes on from there. */
  stop(): void {
    this.#sound.pause()
    const before = this.#track
    this.#track = null
    this.#phase = 'idle'
    if (before) this.#tell(before.key)
  }

  /** As if it had never been there. */
  forget(key: string): void {
    this.#watchers.delete(key)
    if (this.#track?.key === key) this.stop()
    this.#positions.delete(key)
  }

  seek(key: string, positionMs: number): void {
    this.#positions.set(key, positionMs)
    if (this.#track?.key === key) this.#sound.seek(positionMs)
    this.#tell(key)
  }

  stepRate(): void {
    this.#rate = playbackRate.step(this.#rate)
    this.#sound.setRate(this.#rate)
    for (const tell of this.#watchers.values()) tell()
  }

  #open({ key }: Track, addresses: readonly string[]): void {
    // Before its sound was found it may have been paused.
    const isPaused = this.#phase === 'paused'
    this.#sound.open(addresses, this.#positions.get(key) ?? 0)
    if (isPaused) this.#sound.pause()
  }

  #resume(track: Track): void {
    this.#track = track
    this.#turn('loading')
    this.#sound.play()
  }

  #playing(): void {
    if (!this.#track) return
    this.#track.onPlaying?.()
    this.#turn('playing')
    tellOutside(this.#track)
    this.#follow()
  }

  #ended(): void {
    const track = this.#track
    if (!track) return
    this.#positions.delete(track.key)
    this.stop()
    track.onEnded?.()
  }

  #failed(): void {
    if (!this.#track) return
    this.#turn('failed')
    this.#track.onFailed?.()
  }

  #note(): void {
    if (!this.#track || this.#phase === 'failed') return
    this.#positions.set(this.#track.key, this.#sound.positionMs)
    this.#tell(this.#track.key)
  }

  /** Smoothly, while it plays: a browser itself tells of it four times a second. */
  #follow(): void {
    if (this.#isFollowing) return
    this.#isFollowing = true
    this.#nextFrame(() => {
      this.#isFollowing = false
      if (this.#phase !== 'playing') return
      this.#note()
      this.#follow()
    })
  }

  #turn(phase: Phase): void {
    this.#phase = phase
    if (this.#track) this.#tell(this.#track.key)
  }

  #tell(key: string): void {
    this.#watchers.get(key)?.()
  }
}

const tellOutside = ({ title, artist }: Track): void => {
  if ('mediaSession' in navigator && 'MediaMetadata' in globalThis)
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist })
}

let shared: Player | null = null

/** The page's own; its `<audio>` stands in the document, beside what is drawn anew. */
export const pagePlayer = (): Player => {
  if (shared) return shared
  const audio = document.createElement('audio')
  document.body.append(audio)
  shared = new Player({ audio })
  return shared
}
