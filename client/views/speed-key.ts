import type { VoiceTexts } from '#client/i18n/voice-texts'
import { el, setAttribute, setText } from './element.ts'

/** How fast voice notes are played: 1×, 1,5× or 2×. */
export const createSpeedKey = (v: VoiceTexts, onPress: () => void) => {
  const element = el('button', { type: 'button', class: 'rate' })
  element.addEventListener('click', onPress)
  return {
    element,
    update(rate: number): void {
      const text = `${String(rate).replace('.', v.decimal)}×`
      setText(element, text)
      setAttribute(element, 'aria-label', v.speed(text))
    },
  }
}
