import type { CallsView, CallView } from '#client/call/types'
import { createCallBar } from './call-bar.ts'
import { createSoundAsking } from './call-devices.ts'
import { callOverOf, type OverKey, overLineOf } from './call-ends.ts'
import { createCallIncoming } from './call-incoming.ts'
import type { SoundHint } from './call-notes.ts'
import type { CallScreen, CallScreenOptions } from './call-options.ts'
import { createCallPanel } from './call-panel.ts'
import { createCallSeat, type Seat } from './call-seat.ts'
import { createCallWaiting } from './call-waiting.ts'
import { callLineOf, nextSecondMs } from './call-words.ts'
import { el } from './element.ts'

export type { CallScreen, CallScreenOptions } from './call-options.ts'

const nothing: CallsView = { call: null, waiting: [], remote: null, local: null }

const isRunning = (call: CallView | null): boolean =>
  call !== null && call.phase !== 'incoming' && call.phase !== 'ended'

class Screen implements CallScreen {
  readonly element: HTMLElement
  readonly waiting: HTMLElement
  readonly #options: CallScreenOptions
  readonly #seat
  readonly #sound
  readonly #incoming
  readonly #panel
  readonly #bar
  readonly #banners
  #view: CallsView = nothing
  #stopTicking = (): void => {}

  constructor(options: CallScreenOptions) {
    const { clock, deeds, onSilence } = options
    const inIncoming = createCallWaiting(options)
    const inPanel = createCallWaiting(options)
    const inPage = createCallWaiting(options)
    this.#options = options
    this.#banners = { inIncoming, inPanel, inPage }
    this.waiting = inPage.element
    this.#seat = createCallSeat({
      clock,
      overOf: (call) => this.#overOf(call),
      dismiss: deeds.dismiss,
      onOver: () => this.#sound.close(),
    })
    this.#sound = createSoundAsking({
      ...options,
      onChooseInput: deeds.chooseMicrophone,
      onChange: () => this.#draw(),
      onHint: (hint) => this.#setHint(hint),
    })
    this.#incoming = createCallIncoming({
      ...options,
      waiting: inIncoming.element,
      now: clock.now,
      onSilence,
      onMessage: () => this.#answerByMessage(),
    })
    this.#panel = createCallPanel({
      ...options,
      waiting: inPanel.element,
      onMinimise: () => this.minimise(),
      onSpeaker: () => void this.#sound.ask(),
      onCloseHint: () => this.#setHint(null),
      onOverKey: (key) => this.#pressOver(key),
    })
    this.#bar = createCallBar({ ...options, onBack: () => this.restore() })
    this.element = el('div', {}, this.#incoming.element, this.#panel.element)
  }

  get incoming(): HTMLElement {
    return this.#incoming.element
  }

  get panel(): HTMLElement {
    return this.#panel.element
  }

  get bar(): HTMLElement {
    return this.#bar.element
  }

  get audio(): HTMLAudioElement {
    return this.#panel.audio
  }

  update(view: CallsView): void {
    this.#view = view
    this.#seat.take(view.call)
    this.#draw()
  }

  isMinimised(): boolean {
    return this.#seat.current()?.isMinimised === true
  }

  minimise(): void {
    const seat = this.#seat.current()
    if (!seat || this.#view.call?.phase === 'incoming') return
    seat.isMinimised = true
    this.#draw()
    // What had the focus before may be gone.
    const held = document.activeElement
    if (!held || held === document.body || this.element.contains(held)) this.#bar.focus()
  }

  restore(): void {
    const seat = this.#seat.current()
    if (!seat) return
    seat.isMinimised = false
    this.#draw()
  }

  stop(): void {
    this.update(nothing)
  }

  #overOf({ isCaller, chatId, fromName, end }: CallView) {
    const { c, lang, self, whoIs } = this.#options
    return end && callOverOf({ isCaller, end }, { c, lang, self, name: whoIs(chatId, fromName).name })
  }

  #draw(): void {
    const { call } = this.#view
    const seat = this.#seat.current()
    this.#stopTicking()
    if (call?.phase === 'incoming') this.#incoming.show(call, this.#options.whoIs(call.chatId, call.fromName))
    else this.#incoming.hide()
    const isShown = call !== null && seat !== null && call.phase !== 'incoming' && seat.over?.stay !== 'quiet'
    if (isShown) this.#drawCall(call, seat)
    else this.#panel.hide()
    this.#bar.element.hidden = !isShown || !seat.isMinimised
    this.#drawWaiting(isShown && !seat.isMinimised)
  }

  #drawCall(call: CallView, seat: Seat): void {
    const { c, clock, sounds, whoIs, self } = this.#options
    const { remote, local } = this.#view
    const { hint, over, refusedUntil } = seat
    const person = whoIs(call.chatId, call.fromName)
    const line = over ? overLineOf(over) : callLineOf(call, clock.now(), c)
    const hasChosenOutput = !['', 'default'].includes(sounds.chosenOutput())
    this.#panel.update({ call, streams: { remote, local }, person, line, hint, hasChosenOutput, over, refusedUntil })
    const barLine = over ? overLineOf({ ...over, stay: 'brief' }) : line
    this.#bar.update({ call, who: self === 'admin' && !over ? person.name : '', line: barLine })
    if (seat.isMinimised) this.#panel.close()
    else this.#panel.open()
    if (!over) this.#stopTicking = clock.after(nextSecondMs(call, clock.now()), () => this.#draw())
  }

  /** Where it can be seen: in what covers the page, else in the page. */
  #drawWaiting(isPanelOpen: boolean): void {
    const { call, waiting } = this.#view
    const isIncoming = call?.phase === 'incoming'
    const endsOther = isRunning(call)
    this.#banners.inIncoming.update(isIncoming ? waiting : [], false)
    this.#banners.inPanel.update(isPanelOpen ? waiting : [], endsOther)
    this.#banners.inPage.update(isIncoming || isPanelOpen ? [] : waiting, endsOther)
  }

  #answerByMessage(): void {
    const { deeds, onMessage } = this.#options
    const chatId = this.#view.call?.chatId
    deeds.decline()
    if (chatId !== undefined) onMessage(chatId)
  }

  #pressOver(key: OverKey): void {
    const { deeds, onLeaveVoice, onAgain } = this.#options
    const { call } = this.#view
    deeds.dismiss()
    if (!call || key === 'back') return
    if (key === 'voice') onLeaveVoice(call.chatId)
    else onAgain(call.chatId, call.video)
  }

  #setHint(hint: SoundHint | null): void {
    const seat = this.#seat.current()
    if (!seat) return
    seat.hint = hint
    this.#draw()
  }
}

/** All that a page shows of calls; drawn with styles/call.css, which has to apply by then. */
export const createCallScreen = (options: CallScreenOptions): CallScreen => new Screen(options)
