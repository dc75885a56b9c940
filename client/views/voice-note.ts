import type { VoiceTexts } from '#client/i18n/voice-texts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'
import { createSpeedKey } from './speed-key.ts'
import { redrawVoiceIcon, voiceIcon } from './voice-icons.ts'
import { clockLength, spokenLength, wholeLength } from './voice-length.ts'
import { createWaveformSlider, type SliderState } from './waveform-slider.ts'

export type VoicePhase = 'idle' | 'loading' | 'playing' | 'paused' | 'failed'

export type VoiceNoteState = SliderState & {
  phase: VoicePhase
  rate: number
  isHeard: boolean
  /** On its way to the server, or waiting to be. */
  isLeaving: boolean
  /** How much of it has gone, from 0 to 1. */
  sent: number | null
}

type VoiceNoteOptions = {
  v: VoiceTexts
  onToggle: () => void
  onSeek: (positionMs: number) => void
  onSpeed: () => void
  /** It shall not be sent after all. */
  onCancel: () => void
}

// What is here sooner needs no word.
const patienceMs = 400

const createCancelKey = (v: VoiceTexts, onPress: () => void): HTMLButtonElement => {
  const attributes = { type: 'button', class: 'unsend', 'aria-label': v.cancel, title: v.cancel }
  const key = el('button', attributes, icon('x', 'sm'))
  key.addEventListener('click', onPress)
  return key
}

const timesOf = ({ phase, positionMs, durationMs, sent }: VoiceNoteState, v: VoiceTexts): string => {
  if (phase !== 'idle' || positionMs > 0) return `${clockLength(positionMs)} / ${wholeLength(durationMs)}`
  return sent === null ? wholeLength(durationMs) : v.sending(Math.floor(sent * 100))
}

/** `.play`: what it does is in its label, and what it cannot do, too. */
export const createPlayKey = (v: VoiceTexts, className: string, onPress: () => void) => {
  const drawing = voiceIcon('play')
  const element = el('button', { type: 'button', class: className }, drawing)
  element.addEventListener('click', onPress)
  return {
    element,
    update(phase: VoicePhase, durationMs: number): void {
      const isOn = phase === 'playing' || phase === 'loading'
      redrawVoiceIcon(drawing, isOn ? 'pause' : 'play')
      const start = phase === 'failed' ? v.again : v.play(spokenLength(durationMs, v))
      setAttribute(element, 'aria-label', isOn ? v.pause : start)
      setAttribute(element, 'aria-busy', phase === 'loading' ? 'true' : null)
    },
  }
}

/** A voice note in its bubble: play, waveform, speed and time. Its parts go into the place that the bubble has for it. */
export const createVoiceNote = ({ v, onToggle, onSeek, onSpeed, onCancel }: VoiceNoteOptions) => {
  const play = createPlayKey(v, 'play', onToggle)
  const slider = createWaveformSlider(v, onSeek)
  const speed = createSpeedKey(v, onSpeed)
  const cancel = createCancelKey(v, onCancel)
  const time = el('span', { class: 'num' })
  const unheard = el('span', { class: 'unheard', role: 'img', 'aria-label': v.unheard })
  const length = el('span', { class: 'length' }, time, unheard)
  let shown: VoiceNoteState | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const showTime = (state: VoiceNoteState): void => {
    if (state.phase !== 'loading') clearTimeout(timer)
    else if (shown?.phase !== 'loading') timer = setTimeout(() => setText(time, v.loading), patienceMs)
    // The word stays until there is something to hear.
    if (state.phase === 'loading' && shown?.phase === 'loading') return
    setText(time, state.phase === 'failed' ? v.failed : timesOf(state, v))
    time.classList.toggle('bad', state.phase === 'failed')
  }
  return {
    parts: [play.element, slider.element, speed.element, cancel, length] as const,
    update(state: VoiceNoteState): void {
      play.update(state.phase, state.durationMs)
      slider.update(state)
      speed.update(state.rate)
      showTime(state)
      unheard.hidden = state.isHeard
      speed.element.hidden = state.isLeaving
      cancel.hidden = !state.isLeaving
      shown = state
    },
  }
}
