import type { VoiceTexts } from '#client/i18n/voice-texts'
import type { Clock } from '#client/platform/clock'
import { closeMicrophone, type MicrophoneFault, openMicrophone } from '#client/platform/microphone'
import { holdMicrophone } from '#client/platform/microphone-turn'
import { type Recording, type Sound, startRecording } from '#client/platform/recorder'
import { onVisibility } from '#client/platform/visibility'
import { hasCoarsePointer } from '#client/views/composer-field'
import type { Press } from '#client/views/record-key'
import { dragMeans, leastRecordedMs, releaseMeans } from '#client/views/record-key-gesture'
import { createRecordingBar } from '#client/views/recording-bar'
import type { StagingComposer } from '#client/views/staging'
import { limits } from '#protocol/limits'

/** What became of a recording; `left`: without a word of the person, who is elsewhere now. */
export type RecordingEnd =
  | { how: 'send'; replyTo: number | null }
  | { how: 'review'; why: 'asked' | 'taken' | 'long' | 'hidden' }
  | { how: 'discard' }
  | { how: 'left' }
  | { how: 'slip' }

export type VoiceRecordingPorts = {
  v: VoiceTexts
  clock: Clock
  composer: StagingComposer
  /** The conversation in which it began is still the one on the screen. */
  isHere: () => boolean
  /** The staging is over; `sound` is null where nothing was recorded. */
  onEnd: (end: RecordingEnd, sound: Sound | null) => void
  onFault: (fault: MicrophoneFault) => void
}

const tickMs = 200
const warnMs = 15_000

class VoiceRecording {
  readonly #ports: VoiceRecordingPorts
  readonly #press: Press
  readonly #bar
  readonly #leaving = new AbortController()
  #recording: Recording | null = null
  #isOver = false
  #isLocked = false
  #cancelTick = (): void => {}
  #saidLeft = false

  constructor(press: Press, ports: VoiceRecordingPorts) {
    this.#ports = ports
    this.#press = press
    this.#bar = createRecordingBar({
      v: ports.v,
      onDiscard: () => this.#end({ how: 'discard' }),
      onStop: () => this.#end({ how: 'review', why: 'asked' }),
    })
  }

  start(): void {
    const { composer, isHere } = this.#ports
    holdMicrophone(() => this.#end({ how: 'review', why: 'taken' }))
    this.#bar.hold('held')
    composer.stage({
      bar: this.#bar.element,
      canSend: () => this.#canSend(),
      send: (_text, replyTo) => this.#end({ how: 'send', replyTo }, true),
      leave: () => this.#end({ how: isHere() ? 'discard' : 'left' }, true),
    })
    this.#listen()
    this.#press.onChange = () => this.#follow()
    this.#follow()
    void this.#open()
  }

  #listen(): void {
    const { signal } = this.#leaving
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return
      this.#end({ how: 'discard' })
    }
    document.addEventListener('keydown', onKey, { signal })
    // The leaf of a page that is closed is asked about once there is something to lose.
    window.addEventListener('beforeunload', (event) => this.#canSend() && event.preventDefault(), { signal })
    // A phone takes the microphone from a page that nobody sees.
    const stop = onVisibility((isVisible) => {
      if (!isVisible && hasCoarsePointer()) this.#end({ how: 'review', why: 'hidden' })
    })
    signal.addEventListener('abort', stop)
  }

  async #open(): Promise<void> {
    const microphone = await openMicrophone()
    if (!microphone.ok) {
      if (this.#isOver) return
      this.#settle(false)
      return this.#ports.onFault(microphone.fault)
    }
    // Meanwhile it was given up.
    if (this.#isOver) return closeMicrophone(microphone.stream)
    this.#record(microphone.stream)
  }

  #record(stream: MediaStream): void {
    try {
      this.#recording = startRecording(stream, {
        onLevel: (level) => this.#bar.level(level),
        onEnd: () => this.#end({ how: 'review', why: 'taken' }),
        clock: this.#ports.clock,
      })
    } catch {
      closeMicrophone(stream)
      this.#settle(false)
      return this.#ports.onFault('failed')
    }
    this.#bar.started()
    this.#tick()
  }

  #tick(): void {
    const elapsedMs = this.#recording?.elapsedMs() ?? 0
    // Another language: what was drawn is gone, and its composer with it.
    if (!this.#bar.element.isConnected) return this.#end({ how: 'left' })
    if (elapsedMs >= limits.voiceMs) return this.#end({ how: 'review', why: 'long' })
    const leftMs = limits.voiceMs - elapsedMs
    const secondsLeft = leftMs <= warnMs ? Math.ceil(leftMs / 1000) : null
    this.#bar.update(elapsedMs, secondsLeft)
    if (secondsLeft !== null && !this.#saidLeft) this.#bar.say(this.#ports.v.soonOver(secondsLeft))
    this.#saidLeft = secondsLeft !== null
    this.#ports.composer.refresh()
    this.#cancelTick = this.#ports.clock.after(tickMs, () => this.#tick())
  }

  #canSend(): boolean {
    return this.#recording !== null && this.#recording.elapsedMs() >= leastRecordedMs
  }

  #follow(): void {
    const { heldMs, isBroken } = this.#press
    if (this.#isOver || this.#isLocked) return
    if (heldMs === null) return this.#drag()
    const means = releaseMeans({ heldMs, isBroken, recordedMs: this.#recording?.elapsedMs() ?? null })
    if (means === 'slip') return this.#end({ how: 'slip' })
    if (means === 'send') this.#ports.composer.send()
    if (!this.#isOver) this.#lock()
  }

  #drag(): void {
    this.#bar.drag(this.#press)
    const means = dragMeans(this.#press)
    if (means === 'cancel') return this.#end({ how: 'discard' })
    if (means !== 'lock') return
    this.#lock()
    this.#bar.say(this.#ports.v.locked)
  }

  #lock(): void {
    this.#isLocked = true
    this.#bar.hold('locked')
    // The focus goes on to the field from here, and on a phone that opens the keyboard.
    if (!hasCoarsePointer()) this.#bar.takeFocus()
  }

  /** `isUnstaged`: the composer has taken the bar away already. */
  #end(end: RecordingEnd, isUnstaged = false): void {
    if (this.#isOver) return
    this.#settle(isUnstaged)
    const finishing = this.#recording?.finish() ?? Promise.resolve(null)
    void finishing.then((sound) => this.#ports.onEnd(end, sound))
  }

  #settle(isUnstaged: boolean): void {
    this.#isOver = true
    holdMicrophone(null)
    this.#cancelTick()
    this.#leaving.abort()
    if (!isUnstaged) this.#ports.composer.stage(null)
  }
}

/** Records what is said from a press of `#btnAud` on. */
export const recordVoice = (press: Press, ports: VoiceRecordingPorts): void => new VoiceRecording(press, ports).start()
