import type { Texts } from '#client/i18n/tr'
import type { SoundSwitch } from '#client/platform/sound'
import type { Choice } from './menu.ts'

/** The entry of a menu that switches the sound for new messages; it says what a press does. */
export const soundChoice = (t: Texts, sound: SoundSwitch): Choice => ({
  icon: 'speaker',
  text: () => (sound.isOn() ? t.soundOff : t.soundOn),
  onChoose: sound.toggle,
})
