import type { VoiceTexts } from '#client/i18n/voice-texts'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'
import { dragOffset } from './record-key-gesture.ts'
import { voiceIcon } from './voice-icons.ts'
import { clockLength } from './voice-length.ts'
import { createLevelBars } from './waveform.ts'

type RecordingBarOptions = { v: VoiceTexts; onDiscard: () => void; onStop: () => void }

/** `held`: a finger is on the key; `locked`: it goes on by itself. */
export type RecordingHold = 'held' | 'locked'

const barKey = (drawing: SVGSVGElement, className: string, label: string, onPress: () => void): HTMLButtonElement => {
  const key = el('button', { type: 'button', class: `ghost ${className}`, 'aria-label': label, title: label }, drawing)
  key.addEventListener('click', onPress)
  return key
}

export const discardKey = (label: string, onPress: () => void): HTMLButtonElement =>
  barKey(icon('trash'), 'discard', label, onPress)

/** Lies over the keys of the composer while the finger is on the real one, which keeps the press. */
const createFinger = (v: VoiceTexts): HTMLElement =>
  el(
    'span',
    { class: 'finger', 'aria-hidden': 'true' },
    el('span', { class: 'way-up', title: v.locks }, icon('lock', 'md'), icon('up', 'sm')),
    el('span', { class: 'key red icon mic-live' }, icon('mic')),
  )

/** Stands in the place of the field while it records. */
export const createRecordingBar = ({ v, onDiscard, onStop }: RecordingBarOptions) => {
  const discard = discardKey(v.discard, onDiscard)
  const stop = barKey(voiceIcon('stop'), 'stopping', v.listenFirst, onStop)
  const time = el('span', { class: 'tm', role: 'timer' }, v.opening)
  const levels = createLevelBars()
  const left = el('span', { class: 'left' })
  const slide = el('span', { class: 'slide', 'aria-hidden': 'true' }, icon('left', 'sm'), v.slide)
  const said = el('span', { class: 'sr', role: 'status' })
  const finger = createFinger(v)
  const element = el(
    'div',
    { class: 'rec', role: 'group', tabindex: -1, 'aria-label': v.recording, 'data-phase': 'opening' },
    discard,
    el('span', { class: 'dot' }),
    time,
    levels.element,
    left,
    slide,
    stop,
    said,
    finger,
  )
  stop.disabled = true
  // A press leaves the focus where it was, and with it the on-screen keyboard.
  element.addEventListener('mousedown', (event) => event.preventDefault())
  return {
    element,
    hold(hold: RecordingHold): void {
      element.dataset.hold = hold
      discard.hidden = hold === 'held'
      stop.hidden = hold === 'held'
      slide.hidden = hold === 'locked'
      finger.hidden = hold === 'locked'
    },
    started(): void {
      element.dataset.phase = 'on'
      stop.disabled = false
      setText(said, v.started)
    },
    say: (text: string): void => setText(said, text),
    /** Where the finger is that holds the key. */
    drag(drag: { dx: number; dy: number }): void {
      const { dx, dy } = dragOffset(drag)
      element.style.setProperty('--drag-x', `${dx}px`)
      element.style.setProperty('--drag-y', `${dy}px`)
    },
    level: (level: number): void => levels.push(level),
    /** `secondsLeft` once it has to be said. */
    update(elapsedMs: number, secondsLeft: number | null): void {
      setText(time, clockLength(elapsedMs))
      setText(left, secondsLeft === null ? '' : v.left(secondsLeft))
      element.classList.toggle('ending', secondsLeft !== null)
    },
    /** Where the focus was lost with what stood here before. */
    takeFocus: (): void => element.focus({ preventScroll: true }),
  }
}
