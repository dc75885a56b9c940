import type { CallsView, CallView } from '#client/call/types'
import { createCallDialog } from './call-dialog.ts'
import type { CallOver, OverKey } from './call-ends.ts'
import { createCallFace } from './call-face.ts'
import { createCallKeys } from './call-keys.ts'
import { createCallMedia } from './call-media.ts'
import { createCallNotes, type SoundHint } from './call-notes.ts'
import type { CallPerson, CallScreenOptions } from './call-options.ts'
import { createCallOver } from './call-over.ts'
import type { CallLineWords } from './call-words.ts'
import { el, setAttribute } from './element.ts'
import { icon } from './icon.ts'

type CallPanelOptions = Pick<CallScreenOptions, 'c' | 'lang' | 'deeds' | 'clock' | 'presses' | 'onPlaying'> & {
  /** Who else rings. */
  waiting: HTMLElement
  onMinimise: () => void
  onSpeaker: () => void
  onCloseHint: () => void
  onOverKey: (key: OverKey) => void
}

type Shown = {
  call: CallView
  streams: Pick<CallsView, 'remote' | 'local'>
  person: CallPerson
  line: CallLineWords
  hint: SoundHint | null
  hasChosenOutput: boolean
  over: CallOver | null
  refusedUntil: number | null
}

const isRunning = ({ phase }: CallView): boolean => phase !== 'ended' && phase !== 'incoming'

/** The call that is on, or just was, over the whole page. */
export const createCallPanel = (options: CallPanelOptions) => {
  const { c, lang, deeds, clock, onPlaying, waiting, onMinimise, onSpeaker, onCloseHint, onOverKey } = options
  const face = createCallFace({ lang, nameId: 'callName', lineAttributes: { id: 'callState' } })
  const media = createCallMedia({ c, onPlaying, onFlip: deeds.flipCamera })
  const notes = createCallNotes({ c, onListen: media.play, onCloseHint, onFocusLost: () => keys.focus() })
  const keys = createCallKeys({ c, deeds, onSpeaker })
  const over = createCallOver({ c, clock, onPress: onOverKey })
  const less = el(
    'button',
    { type: 'button', class: 'ghost', 'aria-label': c.minimise, title: c.minimise },
    icon('down'),
  )
  const away = el('button', { type: 'button', class: 'ghost', 'aria-label': c.close, title: c.close }, icon('x'))
  const top = el('div', { class: 'call-top' }, less, away)
  const foot = el('div', { class: 'call-foot' }, notes.element, keys.element, over.element)
  const dialog = el(
    'dialog',
    { id: 'callPanel', class: 'call-page', 'aria-labelledby': 'callName', hidden: true },
    ...[media.feed, top, waiting, face.element, media.self, foot, media.audio],
  )
  const leave = (): void => (less.hidden ? deeds.dismiss() : onMinimise())
  const opening = createCallDialog({ dialog, now: clock.now, presses: options.presses, onEscape: leave })
  let shownOver: CallOver | null = null
  less.addEventListener('click', onMinimise)
  away.addEventListener('click', deeds.dismiss)

  const takeFocus = (): void => {
    if (!shownOver) return keys.focus()
    away.focus()
    over.focus()
  }

  const showOver = (next: CallOver | null, refusedUntil: number | null): void => {
    if (next === shownOver) return
    shownOver = next
    if (next) over.show(next, refusedUntil)
    else over.hide()
    if (dialog.open) takeFocus()
  }

  const showMedia = ({ call, streams, person }: Shown): void => {
    const { remote, local } = streams
    const runs = isRunning(call)
    const hasFeed = runs && call.other.hasCamera && remote !== null
    const hasOwn = runs && call.camera === 'on' && local !== null
    media.update({ remote, local, hasFeed, hasOwn, canFlip: call.canFlip, otherName: person.name })
    dialog.classList.toggle('video', hasFeed)
    dialog.classList.toggle('with-own', hasOwn)
  }

  return {
    element: dialog,
    audio: media.audio,
    update(shown: Shown): void {
      const { call, person, line, hint, hasChosenOutput, over: end } = shown
      const runs = isRunning(call)
      setAttribute(dialog, 'data-state', call.phase)
      dialog.classList.toggle('ringing', call.phase === 'outgoing')
      face.show({
        person,
        title: end?.stay === 'lasting' ? end.title : person.name,
        line,
        fault: end?.fault ?? null,
      })
      showMedia(shown)
      notes.update(runs ? call.notes : [], runs ? hint : null)
      keys.update(call, hasChosenOutput)
      keys.element.hidden = !runs
      less.hidden = !runs
      away.hidden = runs
      showOver(end, shown.refusedUntil)
      dialog.hidden = false
    },
    /** Over the page, and holding the focus. */
    open(): void {
      if (opening.open()) takeFocus()
    },
    /** The call goes on, the page is used. */
    close: opening.close,
    hide(): void {
      opening.close()
      showOver(null, null)
      media.update({ remote: null, local: null, hasFeed: false, hasOwn: false, canFlip: false, otherName: '' })
      dialog.hidden = true
    },
  }
}
