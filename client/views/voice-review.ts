import type { VoiceTexts } from '#client/i18n/voice-texts'
import { el, setText } from './element.ts'
import { discardKey } from './recording-bar.ts'
import { clockLength, wholeLength } from './voice-length.ts'
import { createPlayKey, type VoicePhase } from './voice-note.ts'
import { createWaveformSlider, type SliderState } from './waveform-slider.ts'

type VoiceReviewOptions = {
  v: VoiceTexts
  onDiscard: () => void
  onToggle: () => void
  onSeek: (positionMs: number) => void
}

/** Stands in the place of the field while a voice note waits to be heard and sent. */
export const createVoiceReview = ({ v, onDiscard, onToggle, onSeek }: VoiceReviewOptions) => {
  const play = createPlayKey(v, 'ghost play-it', onToggle)
  const slider = createWaveformSlider(v, onSeek)
  const time = el('span', { class: 'tm' })
  const element = el(
    'div',
    { class: 'rec done', role: 'group', 'aria-label': v.review },
    discardKey(v.remove, onDiscard),
    play.element,
    slider.element,
    time,
  )
  element.addEventListener('mousedown', (event) => event.preventDefault())
  return {
    element,
    update(state: SliderState & { phase: VoicePhase }): void {
      const { phase, positionMs, durationMs } = state
      play.update(phase, durationMs)
      slider.update(state)
      setText(time, positionMs > 0 ? clockLength(positionMs) : wholeLength(durationMs))
    },
    takeFocus: (): void => play.element.focus({ preventScroll: true }),
  }
}
