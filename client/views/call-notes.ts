import type { CallNote } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'
import { callIcon } from './call-icons.ts'
import { createCallTip } from './call-tip.ts'
import { el } from './element.ts'
import { icon } from './icon.ts'

type CallNotesOptions = {
  c: CallTexts
  onListen: () => void
  onCloseHint: () => void
  /** What went held the focus. */
  onFocusLost: () => void
}

/** Why nothing can be chosen; said once it is asked for. */
export type SoundHint = 'outputByPhone' | 'outputByDevice'

const drawings: Record<CallNote, () => SVGSVGElement> = {
  tap_to_hear: () => icon('speaker', 'md'),
  not_heard: () => callIcon('micOff', 'md'),
  microphone_lost: () => callIcon('micOff', 'md'),
  microphone_changed: () => icon('mic', 'md'),
  camera_refused: () => callIcon('videoOff', 'md'),
  camera_absent: () => callIcon('videoOff', 'md'),
  camera_lost: () => callIcon('videoOff', 'md'),
  own_paused: () => callIcon('micOff', 'md'),
  other_paused: () => callIcon('micOff', 'md'),
  other_muted: () => callIcon('micOff', 'md'),
  line_down: () => icon('off', 'md'),
  rings_unseen: () => icon('off', 'md'),
  all_busy: () => icon('info', 'md'),
}

const urgent: ReadonlySet<CallNote> = new Set(['tap_to_hear', 'not_heard', 'microphone_lost'])

/** One of the two hears nothing: told of wherever a call is seen, even where there is room for a few words alone. */
export const urgentNoteOf = (notes: readonly CallNote[]): CallNote | undefined => notes.find((note) => urgent.has(note))

/** The most urgent thing to be told of during a call; there is room for one. */
export const createCallNotes = ({ c, onListen, onCloseHint, onFocusLost }: CallNotesOptions) => {
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

  /** What goes may be where the person is: a browser would leave them nowhere. */
  const put = (tip: HTMLElement | null): void => {
    const hadFocus = element.contains(document.activeElement)
    element.replaceChildren(...(tip ? [tip] : []))
    if (hadFocus) onFocusLost()
  }

  return {
    element,
    /** The hint was asked for: only silence is more urgent. */
    update([first]: readonly CallNote[], hint: SoundHint | null): void {
      const next = first === 'tap_to_hear' || hint === null ? (first ?? '') : hint
      if (next === shown) return
      shown = next
      put(next === hint && hint ? hintOf(hint) : first ? noteOf(first) : null)
    },
  }
}
