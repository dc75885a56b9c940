import type { Texts } from '#client/i18n/tr'
import type { VoiceTexts } from '#client/i18n/voice-texts'
import type { MicrophoneFault } from '#client/platform/microphone'
import { el } from './element.ts'
import { voiceIcon } from './voice-icons.ts'

type MicHelpOptions = {
  t: Texts
  v: VoiceTexts
  fault: MicrophoneFault
  onClose: () => void
  onRetry: () => void
  onFile: () => void
}

// Trying again makes no other browser of it, and no other address.
const isForGood = (fault: MicrophoneFault): boolean => fault === 'insecure' || fault === 'old'

const action = (className: string, label: string, run: () => void): HTMLButtonElement => {
  const key = el('button', { type: 'button', class: `key ${className} sm` }, label)
  key.addEventListener('click', run)
  return key
}

/** Above the composer: why nothing can be recorded, and what to do. */
export const createMicHelp = ({ t, v, fault, onClose, onRetry, onFile }: MicHelpOptions): HTMLElement => {
  const { title, body } = v.help[fault]
  const tile = el('span', { class: 'tile' }, voiceIcon('micOff'))
  return el(
    'section',
    { class: 'tray mic-help', role: 'alert' },
    el('div', { class: 'words' }, tile, el('div', {}, el('b', {}, title), el('p', {}, body))),
    el(
      'div',
      { class: 'answers' },
      action('plain', v.close, onClose),
      action('plain', v.pickFile, onFile),
      isForGood(fault) ? null : action('', t.retry, onRetry),
    ),
  )
}
