import { type VoiceTexts, voiceTextsOf } from '#client/i18n/voice-texts'
import { type Clock, systemClock } from '#client/platform/clock'
import type { MicrophoneFault } from '#client/platform/microphone'
import { decodeSound } from '#client/platform/peaks'
import { type Player, pagePlayer } from '#client/platform/player'
import type { Sound } from '#client/platform/recorder'
import { readSoundFile } from '#client/platform/sound-file'
import type { Attachment } from '#client/state/attachment'
import { createMicHelp } from '#client/views/mic-help'
import { newPress, type Press } from '#client/views/record-key'
import { showToast } from '#client/views/toast'
import type { AttachingPorts } from './attaching.ts'
import { createUndo } from './undo.ts'
import { type RecordingEnd, recordVoice } from './voice-recording.ts'
import { reviewSound } from './voice-reviewing.ts'
import { voiceStash } from './voice-stash.ts'

export type VoicingPorts = Pick<AttachingPorts, 'words' | 'chatId' | 'composer' | 'nameOf'> & {
  outbox: Pick<AttachingPorts['outbox'], 'write'>
  /** `#btnAud`. */
  key: HTMLElement
  /** Opens `#fileAud`. */
  pickFile: () => void
  player?: Player
  clock?: Clock
}

export type Voicing = {
  press: (press: Press) => void
  review: (file: File) => Promise<void>
}

/** More than any server takes; what this one takes it says itself. */
const mostFileMb = 100
/** What is longer is not thrown away without a way back. */
const dearMs = 3000
const lookMs = 500

const toAttachment = ({ blob, mime, durationMs, waveform }: Sound): Attachment => ({
  kind: 'audio',
  mime,
  bytes: blob.size,
  durationMs,
  ...(waveform && { waveform }),
  blob,
})

const wordsFor = (why: (RecordingEnd & { how: 'review' })['why'], v: VoiceTexts): string | null => {
  if (why === 'asked') return null
  return { taken: v.taken, long: v.tooLong, hidden: v.kept }[why]
}

const wantedSound = (end: RecordingEnd): boolean => end.how === 'send' || (end.how === 'review' && end.why === 'asked')

class Voices {
  readonly #ports: VoicingPorts
  readonly #v: VoiceTexts
  readonly #player: Player
  readonly #clock: Clock
  #help: HTMLElement | null = null
  #isLooking = false

  constructor(ports: VoicingPorts) {
    this.#ports = ports
    this.#v = voiceTextsOf(ports.words.lang)
    this.#player = ports.player ?? pagePlayer()
    this.#clock = ports.clock ?? systemClock
  }

  press(press: Press): void {
    const chatId = this.#ports.chatId()
    if (chatId === null || !this.#ports.composer().canStage()) return
    this.#closeHelp()
    const kept = voiceStash.take(chatId)
    if (kept) return this.#review(chatId, kept)
    this.#player.pause()
    recordVoice(press, {
      v: this.#v,
      clock: this.#clock,
      composer: this.#ports.composer(),
      isHere: () => this.#isHere(chatId),
      onEnd: (end, sound) => void this.#ended(chatId, end, sound),
      onFault: (fault) => this.#explain(fault),
    })
  }

  async reviewFile(file: File): Promise<void> {
    const chatId = this.#ports.chatId()
    if (chatId === null) return
    this.#closeHelp()
    if (file.size > mostFileMb * 2 ** 20) return void showToast(this.#v.tooLarge(mostFileMb))
    const sound = await readSoundFile(file)
    if (sound) this.#review(chatId, sound)
    else void showToast(this.#v.notSound)
  }

  /** The conversation is on the screen, and so is what this draws into. */
  #isHere(chatId: string): boolean {
    return this.#ports.chatId() === chatId && this.#ports.key.isConnected
  }

  async #ended(chatId: string, end: RecordingEnd, sound: Sound | null): Promise<void> {
    if (end.how === 'slip') return void showToast(this.#v.slip)
    if (!sound) return wantedSound(end) ? void showToast(this.#v.nothingHeard) : undefined
    if (end.how === 'discard') return this.#discard(chatId, sound)
    const whole = sound.waveform ? sound : { ...sound, waveform: (await decodeSound(sound.blob))?.waveform ?? null }
    if (end.how === 'send') return this.#send(chatId, whole, end.replyTo)
    this.#review(chatId, whole)
    const said = end.how === 'review' ? wordsFor(end.why, this.#v) : this.#v.keptThere
    if (said !== null) void showToast(said)
  }

  #send(chatId: string, sound: Sound, replyTo: number | null): void {
    this.#ports.outbox.write(chatId, '', replyTo, toAttachment(sound))
  }

  #review(chatId: string, sound: Sound): void {
    if (!this.#isHere(chatId) || !this.#ports.composer().canStage()) return this.#keep(chatId, sound)
    reviewSound(sound, {
      v: this.#v,
      artist: this.#ports.words.t.you,
      player: this.#player,
      composer: this.#ports.composer(),
      onSend: (sent, replyTo) => this.#send(chatId, sent, replyTo),
      onLeave: (left) => (this.#isHere(chatId) ? this.#discard(chatId, left) : this.#keep(chatId, left)),
    })
  }

  #discard(chatId: string, sound: Sound): void {
    if (sound.durationMs < dearMs) return
    createUndo({ t: this.#ports.words.t, clock: this.#clock }).offer({
      text: this.#v.discarded,
      commit: async () => true,
      restore: () => this.#review(chatId, sound),
    })
  }

  #keep(chatId: string, sound: Sound): void {
    voiceStash.keep(chatId, sound)
    if (!this.#isLooking) this.#look()
  }

  /** Until its conversation is opened again. */
  #look(): void {
    this.#isLooking = this.#ports.key.isConnected && !voiceStash.isEmpty()
    if (!this.#isLooking) return
    const chatId = this.#ports.chatId()
    const kept = chatId === null ? null : voiceStash.take(chatId)
    if (kept && chatId !== null) this.#review(chatId, kept)
    this.#clock.after(lookMs, () => this.#look())
  }

  #explain(fault: MicrophoneFault): void {
    const { words, key, pickFile } = this.#ports
    this.#help = createMicHelp({
      t: words.t,
      v: this.#v,
      fault,
      onClose: () => this.#closeHelp(),
      onRetry: () => this.press(newPress(0)),
      onFile: pickFile,
    })
    key.closest('.dock')?.before(this.#help)
  }

  #closeHelp(): void {
    this.#help?.remove()
    this.#help = null
  }
}

/** Voice notes from the first press of `#btnAud`, or from a chosen file, until they are in the outbox. */
export const createVoicing = (ports: VoicingPorts): Voicing => {
  const voices = new Voices(ports)
  return { press: (press) => voices.press(press), review: (file) => voices.reviewFile(file) }
}
