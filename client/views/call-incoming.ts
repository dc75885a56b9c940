import type { CallDeeds, CallView } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'
import type { Presses } from '#client/platform/presses'
import type { Language } from '#protocol/text'
import { createCallDialog } from './call-dialog.ts'
import { createCallFace } from './call-face.ts'
import { callIcon, hangUpIcon } from './call-icons.ts'
import { roundKey } from './call-keys.ts'
import type { CallPerson } from './call-options.ts'
import { createCallTip } from './call-tip.ts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

type CallIncomingOptions = {
  c: CallTexts
  lang: Language
  deeds: Pick<CallDeeds, 'accept' | 'decline'>
  now: () => number
  presses: Pick<Presses, 'isBusy' | 'isTyping'>
  onMessage: () => void
  onSilence: () => void
  /** Who else rings. */
  waiting: HTMLElement
}

const createSilenceKey = (c: CallTexts, onSilence: () => void): HTMLButtonElement => {
  const key = el('button', { type: 'button', class: 'ghost' }, icon('bellOff'))
  const label = (text: string): void => {
    key.setAttribute('aria-label', text)
    key.title = text
  }
  // Disabled by the browser it would lose the focus to the page.
  const silence = (): void => {
    if (key.getAttribute('aria-disabled') === 'true') return
    setAttribute(key, 'aria-disabled', 'true')
    label(c.silenced)
    onSilence()
  }
  label(c.silence)
  key.addEventListener('click', silence)
  return key
}

const createAnswers = ({ c, deeds, onMessage }: CallIncomingOptions) => {
  const message = el('button', { type: 'button', class: 'key plain' }, callIcon('chat'), c.replyByMessage)
  const decline = roundKey({ id: 'btnDecline', class: 'big red' }, hangUpIcon('xl'), c.decline)
  const accept = roundKey({ id: 'btnAccept', class: 'big green' }, callIcon('call', 'xl'), c.accept)
  message.addEventListener('click', onMessage)
  decline.addEventListener('click', deeds.decline)
  accept.addEventListener('click', deeds.accept)
  return { message, keys: el('div', { class: 'call-answers' }, decline, accept), accept }
}

const createHead = () => {
  const kind = el('span')
  const voice = callIcon('call', 'sm')
  const video = callIcon('video', 'sm')
  return {
    element: el('p', { class: 'call-kind' }, voice, video, kind),
    show(text: string, isVideo: boolean): void {
      voice.toggleAttribute('hidden', isVideo)
      video.toggleAttribute('hidden', !isVideo)
      setText(kind, text)
    },
  }
}

/** It rings here: over all else, with the focus on the key to answer. Nothing but its own keys sends it away. */
export const createCallIncoming = (options: CallIncomingOptions) => {
  const { c, lang, now, onSilence, waiting } = options
  const head = createHead()
  const top = el('div', { class: 'call-top' }, head.element)
  const face = createCallFace({ lang, nameId: 'callFrom', lineAttributes: { id: 'callFromLine', 'aria-live': 'off' } })
  const detail = el('p', { class: 'call-detail' })
  const wrote = el('div', { class: 'call-notes', id: 'callWrote' })
  const answers = createAnswers(options)
  const attributes = {
    id: 'callIncoming',
    class: 'call-page ringing',
    role: 'alertdialog',
    closedby: 'none',
    'aria-labelledby': 'callFrom callFromLine',
    'aria-describedby': 'callWrote',
    hidden: true,
  }
  const foot = el('div', { class: 'call-foot' }, wrote, answers.message, answers.keys)
  const dialog = el('dialog', attributes, top, waiting, face.element, foot)
  const opening = createCallDialog({ dialog, now, presses: options.presses, onEscape: () => {} })
  let silence: HTMLButtonElement | null = null
  face.element.lastElementChild?.append(detail)

  const showWrote = (text: string | null): void =>
    wrote.replaceChildren(
      ...(text ? [createCallTip({ icon: callIcon('chat', 'md'), title: c.lastWrote, body: [text] })] : []),
    )

  return {
    element: dialog,
    show({ video }: CallView, person: CallPerson): void {
      head.show(video ? c.videoCall : c.voiceCall, video)
      face.show({ person, title: person.name, line: { word: c.callsYou, time: '' } })
      setText(detail, person.detail ?? '')
      detail.hidden = person.detail === null
      if (!dialog.hidden) return
      showWrote(person.lastWrote)
      silence?.remove()
      silence = createSilenceKey(c, onSilence)
      top.append(silence)
      dialog.hidden = false
      opening.open()
      answers.accept.focus()
    },
    hide(): void {
      opening.close()
      dialog.hidden = true
    },
  }
}
