import type { Calls, CallsPorts } from '#client/call/calls-ports'
import type { CallsView, CallView } from '#client/call/types'
import { callTextsOf } from '#client/i18n/call-texts'
import { callingTextsOf } from '#client/i18n/calling-texts'
import { parseCallFrame } from '#client/net/call-frame'
import type { UncheckedFrame } from '#client/net/frames'
import { pagePlayer } from '#client/platform/player'
import type { CallScreen, CallScreenOptions, SoundWays } from '#client/views/call-options'
import { showToast } from '#client/views/toast'
import { type CallAlerts, type CallAlertsPorts, createCallAlerts } from './call-alerts.ts'
import type { CallingPorts } from './call-doorway.ts'
import { type CallLookUp, createCallLookUp } from './call-look-up.ts'

export type Calling = {
  hear: (frame: UncheckedFrame) => void
  lineOpened: () => void
  lineLost: () => void
  ring: (chatId: string, video: boolean) => void
  /** The page was opened for this call: it shows itself, or it is said that it is over. */
  look: (callId: string) => void
  isOn: () => boolean
  /** The page speaks another language now. */
  redraw: () => void
  stop: () => void
}

/** What the calls of a page need of the browser. */
export type CallDevices = Pick<CallAlertsPorts, 'ringtone' | 'wakeLock' | 'claimSound'> & {
  calls: Omit<CallsPorts, 'self' | 'home' | 'line' | 'memory' | 'clock' | 'onChange'>
  /** Where the sound of the element that plays at that moment comes out, and what is chosen for it. */
  sounds: (audio: () => HTMLAudioElement) => SoundWays
  /** Sends the element's sound where it was sent before. */
  playAsChosen: (audio: HTMLAudioElement) => void
}

export type CallingParts = {
  createCalls: (ports: CallsPorts) => Calls
  createScreen: (options: CallScreenOptions) => CallScreen
  devices: CallDevices
}

// The screen goes a moment later, and gives the focus back to where it was.
const onceShown =
  (run: (chatId: string) => void) =>
  (chatId: string): void =>
    queueMicrotask(() => run(chatId))

const isGoingOn = (call: CallView | null): boolean => call !== null && call.phase !== 'ended'

class PageCalls implements Calling {
  readonly #ports: CallingPorts
  readonly #parts: CallingParts
  readonly #place: HTMLElement
  readonly #calls: Calls
  readonly #alerts: CallAlerts
  readonly #lookUp: CallLookUp
  readonly #rang = new Set<string>()
  #screen: CallScreen
  #isOn = false

  constructor(ports: CallingPorts, place: HTMLElement, parts: CallingParts) {
    const { self, home, line, memory, clock } = ports
    const { calls } = parts.devices
    this.#ports = ports
    this.#parts = parts
    this.#place = place
    this.#alerts = createCallAlerts({ ...parts.devices, clock, titleOf: (call) => this.#titleOf(call) })
    this.#calls = parts.createCalls({ ...calls, self, home, line, memory, clock, onChange: (view) => this.#show(view) })
    this.#lookUp = createCallLookUp({
      ...ports,
      isOwn: (callId) => this.#calls.view().call?.callId === callId,
      onOver: (how) => void showToast(this.#texts()[how]),
    })
    this.#screen = this.#draw()
  }

  hear(frame: UncheckedFrame): void {
    const known = parseCallFrame(frame)
    if (known) this.#calls.hear(known)
  }

  lineOpened(): void {
    this.#calls.lineOpened()
    this.#lookUp.lineOpened()
  }

  lineLost(): void {
    this.#calls.lineLost()
  }

  ring(chatId: string, video: boolean): void {
    const { call } = this.#calls.view()
    // Whoever rings back at that moment answers.
    const isAnswer = call?.phase === 'incoming' && call.chatId === chatId
    if (!this.#isOn || isAnswer) return this.#calls.ring(chatId, { video })
    if (this.#screen.isMinimised()) this.#screen.restore()
  }

  look(callId: string): void {
    this.#lookUp.look(callId)
  }

  isOn(): boolean {
    return this.#isOn
  }

  redraw(): void {
    const isMinimised = this.#screen.isMinimised()
    this.#dropScreen()
    this.#screen = this.#draw()
    if (isMinimised) this.#screen.minimise()
  }

  stop(): void {
    this.#alerts.stop()
    this.#calls.stop()
    this.#dropScreen()
  }

  #draw(): CallScreen {
    const { self, clock, presses, words, whoIs, write, record } = this.#ports
    const { t, lang } = words()
    const screen = this.#parts.createScreen({
      c: callTextsOf(lang),
      t,
      lang,
      self,
      deeds: this.#calls,
      whoIs,
      clock,
      presses,
      onMessage: onceShown(write),
      onLeaveVoice: onceShown(record),
      onAgain: (chatId, video) => this.ring(chatId, video),
      onSilence: this.#alerts.silence,
      sounds: this.#parts.devices.sounds(() => this.#screen.audio),
      onPlaying: (isPlaying) => this.#calls.setPlaying(isPlaying),
    })
    this.#parts.devices.playAsChosen(screen.audio)
    document.body.append(screen.element)
    this.#place.replaceChildren(screen.bar, screen.waiting)
    screen.update(this.#calls.view())
    return screen
  }

  #dropScreen(): void {
    this.#screen.stop()
    this.#screen.element.remove()
    this.#place.replaceChildren()
  }

  #show(view: CallsView): void {
    this.#screen.update(view)
    this.#alerts.update(view.call)
    this.#follow(view)
    const isOn = isGoingOn(view.call)
    if (isOn === this.#isOn) return
    this.#isOn = isOn
    if (isOn) pagePlayer().pause()
    this.#ports.onChange()
  }

  /** What was answered here goes on in its conversation. */
  #follow({ call, waiting }: CallsView): void {
    if (call?.callId && !call.isCaller && call.phase !== 'incoming') {
      const wasAnswered = this.#rang.delete(call.callId) && call.phase !== 'ended'
      if (wasAnswered) this.#ports.open(call.chatId)
    } else if (call?.callId && call.phase === 'incoming') this.#rang.add(call.callId)
    for (const { callId } of waiting) this.#rang.add(callId)
  }

  #texts() {
    return callingTextsOf(this.#ports.words().lang)
  }

  #titleOf({ chatId, fromName }: CallView): string {
    return this.#texts().calls(this.#ports.whoIs(chatId, fromName).name)
  }
}

/** The calls of a page: from the first ring, in or out, until the page goes. `place`: where a running one stands minimised. */
export const createPageCalls = (ports: CallingPorts, place: HTMLElement, parts: CallingParts): Calling =>
  new PageCalls(ports, place, parts)
