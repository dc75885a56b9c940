import type { CallDeeds, CallNote, CallView } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'
import { callIcon, hangUpIcon, redrawCallIcon } from './call-icons.ts'
import { createCallLine } from './call-line.ts'
import { urgentNoteOf } from './call-notes.ts'
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

const together = (...parts: string[]): string => parts.filter(Boolean).join(' · ')

/** The call while it is minimised, and what is amiss with it; once it is over, how it ended. */
export const createCallBar = ({ c, deeds, onBack }: CallBarOptions) => {
  const title = el('b', { 'aria-hidden': 'true' })
  const line = createCallLine()
  const amiss = el('span', { role: 'status' })
  const muted = el('span')
  const drawing = callIcon('micOn')
  const back = el('button', { type: 'button', class: 'back' })
  const mute = roundGhost('', drawing, deeds.toggleMicrophone)
  const hangUp = roundGhost('red', hangUpIcon(), deeds.hangUp)
  const away = roundGhost('', icon('x'), deeds.dismiss)
  const waves = el('span', { class: 'waves', 'aria-hidden': 'true' }, ...Array.from({ length: 5 }, () => el('i')))
  const words = el('div', { class: 't' }, title, el('div', { class: 'call-about' }, amiss, line.element, muted))
  const attributes = { class: 'call-bar', role: 'region', 'aria-label': c.bar, hidden: true }
  const titleOf = (note: CallNote | undefined): string => (note ? c.notes[note].title : '')
  back.addEventListener('click', onBack)
  name(hangUp, c.hangUp)
  name(away, c.close)
  const element = el('div', attributes, waves, words, back, mute, hangUp, away)
  return {
    element,
    update(shown: Shown): void {
      const { phase, isMuted, notes } = shown.call
      const isOver = phase === 'ended'
      const trouble = isOver ? '' : titleOf(urgentNoteOf(notes))
      element.classList.toggle('over', isOver)
      element.classList.toggle('amiss', trouble !== '')
      waves.hidden = isOver || trouble !== ''
      const goBack = together(c.backToCall, shown.who)
      setText(title, isOver ? c.call : goBack)
      name(back, isOver ? `${c.call}: ${c.showEnd}` : together(goBack, trouble))
      line.show(shown.line)
      setText(amiss, trouble)
      setText(muted, isMuted && !isOver && trouble === '' ? c.muted : '')
      redrawCallIcon(drawing, isMuted ? 'micOff' : 'micOn')
      name(mute, isMuted ? c.unmute : c.mute)
      mute.hidden = isOver
      hangUp.hidden = isOver
      away.hidden = !isOver
    },
    focus: (): void => back.focus(),
  }
}
