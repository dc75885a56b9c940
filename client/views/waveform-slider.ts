import type { VoiceTexts } from '#client/i18n/voice-texts'
import { el, setAttribute } from './element.ts'
import { spokenLength } from './voice-length.ts'
import { createWaveform } from './waveform.ts'

export type SliderState = {
  positionMs: number
  /** 0 where it is not known. */
  durationMs: number
  waveform: readonly number[] | undefined
}

const stepMs = 5000

/** Where a key of the keyboard leads; null for one that leads nowhere. */
export const stepTo = (key: string, { positionMs, durationMs }: SliderState): number | null => {
  const small = Math.min(stepMs, durationMs / 10)
  const targets: Record<string, number> = {
    ArrowRight: positionMs + small,
    ArrowUp: positionMs + small,
    ArrowLeft: positionMs - small,
    ArrowDown: positionMs - small,
    PageUp: positionMs + durationMs / 4,
    PageDown: positionMs - durationMs / 4,
    Home: 0,
    End: durationMs,
  }
  const target = targets[key]
  return target === undefined ? null : Math.round(Math.min(durationMs, Math.max(0, target)))
}

/** A waveform in which a finger, a mouse or the arrows go to another place. */
export const createWaveformSlider = (v: VoiceTexts, onSeek: (positionMs: number) => void) => {
  const wave = createWaveform()
  const attributes = { class: 'seek', role: 'slider', tabindex: 0, 'aria-label': v.position, 'aria-valuemin': 0 }
  const element = el('div', attributes, wave.element)
  let state: SliderState = { positionMs: 0, durationMs: 0, waveform: undefined }
  let draggedTo: number | null = null

  const draw = (): void => {
    const { durationMs, waveform } = state
    const positionMs = draggedTo ?? state.positionMs
    wave.update(waveform, durationMs > 0 ? positionMs / durationMs : 0)
    setAttribute(element, 'aria-valuemax', String(Math.round(durationMs / 1000)))
    setAttribute(element, 'aria-valuenow', String(Math.round(positionMs / 1000)))
    setAttribute(element, 'aria-valuetext', v.at(spokenLength(positionMs, v), spokenLength(durationMs, v)))
  }
  const drag = ({ clientX }: PointerEvent): void => {
    const { left, width } = element.getBoundingClientRect()
    const part = width > 0 ? Math.min(1, Math.max(0, (clientX - left) / width)) : 0
    draggedTo = Math.round(part * state.durationMs)
    draw()
  }
  const settle = (goes: boolean) => (): void => {
    const target = draggedTo
    draggedTo = null
    if (goes && target !== null) onSeek(target)
    draw()
  }
  element.addEventListener('pointerdown', (event) => {
    // A drag to the side answers the message, and a long press opens its menu: not here.
    event.stopPropagation()
    if (event.button !== 0 || state.durationMs === 0) return
    element.setPointerCapture?.(event.pointerId)
    drag(event)
  })
  element.addEventListener('pointermove', (event) => draggedTo !== null && drag(event))
  element.addEventListener('pointerup', settle(true))
  element.addEventListener('pointercancel', settle(false))
  element.addEventListener('keydown', (event) => {
    const target = stepTo(event.key, state)
    if (target === null || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    onSeek(target)
  })
  return {
    element,
    update(next: SliderState): void {
      state = next
      draw()
    },
  }
}
