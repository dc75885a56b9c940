import type { CallDeeds, CallsView } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'
import type { Texts } from '#client/i18n/tr'
import type { Clock } from '#client/platform/clock'
import type { Presses } from '#client/platform/presses'
import type { Side } from '#protocol/messages'
import type { Language } from '#protocol/text'

/**
 * Who is at the other end. `tone` is the avatar's class: t1 … t6, or me. At the desk also a line about them ("A91B · 7 dk
 * bekliyor") and what they wrote last.
 */
export type CallPerson = Readonly<{ name: string; tone: string; detail: string | null; lastWrote: string | null }>

/** A way for sound to come in or out; `id` is the browser's `deviceId`. */
export type SoundWay = Readonly<{ id: string; label: string }>

export type SoundWays = {
  list: () => Promise<{ inputs: readonly SoundWay[]; outputs: readonly SoundWay[] }>
  /** The browser lets a page choose (`setSinkId`). */
  canChooseOutput: boolean
  /** `''` is the system's own choice. */
  chosenOutput: () => string
  /** Sends the sound of `CallScreen.audio` there. */
  chooseOutput: (id: string) => Promise<void> | void
  /** Null until one is known. */
  chosenInput: () => string | null
  /** An iPhone or iPad, which chooses by itself. */
  isApple: boolean
}

export type CallScreenOptions = {
  c: CallTexts
  t: Texts
  lang: Language
  self: Side
  deeds: CallDeeds
  /** Who is at the other end, as the page knows it. */
  whoIs: (chatId: string, fromName: string | null) => CallPerson
  clock: Clock
  presses: Pick<Presses, 'isBusy' | 'isTyping'>
  /** It was declined with "Mesajla yanıtla": the conversation opens with the composer in focus. */
  onMessage: (chatId: string) => void
  /** Nobody answered, and a voice note is to be left. The end is dismissed by then. */
  onLeaveVoice: (chatId: string) => void
  /** Rings again, with the camera or without. The end is dismissed by then. */
  onAgain: (chatId: string, video: boolean) => void
  /** The ringing is to be silent this time. */
  onSilence: () => void
  /** Where sound comes out, and microphones. A microphone is chosen by `deeds.chooseMicrophone`. */
  sounds: SoundWays
  /** What the last `play()` of the sound came to. */
  onPlaying: (isPlaying: boolean) => void
}

export type CallScreen = {
  /** Holds both dialogs, `incoming` and `panel`; stands anywhere in the page, but not in what may be hidden. */
  element: HTMLElement
  incoming: HTMLElement
  panel: HTMLElement
  /** The running call while it is minimised; under the visitor's header, above the conversation at the desk. */
  bar: HTMLElement
  /** Who else rings while the call is minimised; beside the bar. */
  waiting: HTMLElement
  /** `#remoteAudio`, for `setSinkId`. */
  audio: HTMLAudioElement
  update: (view: CallsView) => void
  isMinimised: () => boolean
  minimise: () => void
  restore: () => void
  /** Closes all and lets go of timers and streams. */
  stop: () => void
}
