import type { CallNote } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'
import { callIcon } from './call-icons.ts'
import { createCallTip } from './call-tip.ts'
import { el } from './element.ts'
import { icon } from './icon.ts'

type CallNotesOptions = { c: CallTexts; onListen: () => void; onCloseHint: () => void }

/** Why nothing can be chosen; said once it is asked for. */
export type SoundHint = 'outputByPhone' | 'outputByDevice'

const drawings: Record<CallNote, () => SVGSVGElement> = {
  tap_to_hear: () => icon('speaker', 'md'),
  not_heard: () => callIcon('micOff', 'md'),
  microphone_lost: () => callIcon('micOff', 'md'),
  microphone_changed: () => icon('mic', 'md'),
  camera_refused: () => callIcon('videoOff', 'md'),
  camera_lost: () => callIcon('videoOff', 'md'),
  own_paused: () => callIcon('micOff', 'md'),
  other_paused: () => callIcon('micOff', 'md'),
  other_muted: () => callIcon('micOff', 'md'),
  line_down: () => icon('off', 'md'),
  all_busy: () => icon('info', 'md'),
}

/** The most urgent thing to be told of during a call; there is room for one. */
export const createCallNotes = ({ c, onListen, onCloseHint }: CallNotesOptions) => {
  const element = el('div', { class: 'call-notes', role: 'status' })
  let shown = ''

  const listenKey = (): HTMLElement => {
    const key = el('button', { type: 'button', class: 'key sky sm' }, icon('speaker', 'sm'), c.listen)
    key.addEventListener('click', onListen)
    return key
  }
  const noteOf = (note: CallNote): HTMLElement => {
    const { title, body } = c.notes[note]
    return createCallTip({
      icon: drawings[note](),
      title,
      body: [body],
      after: note === 'tap_to_hear' ? listenKey() : null,
    })
  }
  const hintOf = (hint: SoundHint): HTMLElement => {
    const away = el('button', { type: 'button', class: 'ghost', 'aria-label': c.close }, icon('x', 'md'))
    away.addEventListener('click', onCloseHint)
    return createCallTip({ icon: icon('speaker', 'md'), title: c[hint].title, body: [c[hint].body], after: away })
  }

  return {
    element,
    /** The hint was asked for: only silence is more urgent. */
    update([first]: readonly CallNote[], hint: SoundHint | null): void {
      const next = first === 'tap_to_hear' || hint === null ? (first ?? '') : hint
      if (next === shown) return
      shown = next
      const tip = next === hint && hint ? hintOf(hint) : first ? noteOf(first) : null
      element.replaceChildren(...(tip ? [tip] : []))
    },
  }
}
