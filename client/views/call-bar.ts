import type { CallDeeds, CallView } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'
import { callIcon, hangUpIcon, redrawCallIcon } from './call-icons.ts'
import { createCallLine } from './call-line.ts'
import type { CallLineWords } from './call-words.ts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

type CallBarOptions = {
  c: CallTexts
  deeds: Pick<CallDeeds, 'toggleMicrophone' | 'hangUp' | 'dismiss'>
  onBack: () => void
}

/** `who`: a name where it could be one of many. */
type Shown = { call: CallView; who: string; line: CallLineWords }

const roundGhost = (className: string, drawing: SVGSVGElement, onPress: () => void): HTMLButtonElement => {
  const key = el('button', { type: 'button', class: `ghost ${className}`.trim() }, drawing)
  key.addEventListener('click', onPress)
  return key
}

const name = (key: HTMLElement, label: string): void => {
  setAttribute(key, 'aria-label', label)
  setAttribute(key, 'title', label)
}

/** The call while it is minimised; once it is over, how it ended. */
export const createCallBar = ({ c, deeds, onBack }: CallBarOptions) => {
  const title = el('b', { 'aria-hidden': 'true' })
  const line = createCallLine()
  const muted = el('span')
  const drawing = callIcon('micOn')
  const back = el('button', { type: 'button', class: 'back' })
  const mute = roundGhost('', drawing, deeds.toggleMicrophone)
  const hangUp = roundGhost('red', hangUpIcon(), deeds.hangUp)
  const away = roundGhost('', icon('x'), deeds.dismiss)
  const waves = el('span', { class: 'waves', 'aria-hidden': 'true' }, ...Array.from({ length: 5 }, () => el('i')))
  const words = el('div', { class: 't' }, title, el('div', { class: 'call-about' }, line.element, muted))
  const attributes = { class: 'call-bar', role: 'region', 'aria-label': c.bar, hidden: true }
  back.addEventListener('click', onBack)
  name(hangUp, c.hangUp)
  name(away, c.close)
  const element = el('div', attributes, waves, words, back, mute, hangUp, away)
  return {
    element,
    update(shown: Shown): void {
      const { phase, isMuted } = shown.call
      const isOver = phase === 'ended'
      element.classList.toggle('over', isOver)
      waves.hidden = isOver
      const goBack = [c.backToCall, shown.who].filter(Boolean).join(' · ')
      setText(title, isOver ? c.call : goBack)
      name(back, isOver ? `${c.call}: ${c.showEnd}` : goBack)
      line.show(shown.line)
      setText(muted, isMuted && !isOver ? c.muted : '')
      redrawCallIcon(drawing, isMuted ? 'micOff' : 'micOn')
      name(mute, isMuted ? c.unmute : c.mute)
      mute.hidden = isOver
      hangUp.hidden = isOver
      away.hidden = !isOver
    },
    focus: (): void => back.focus(),
  }
}
