import type { CallDeeds, CallView } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'
import { callIcon, hangUpIcon, redrawCallIcon } from './call-icons.ts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

/** A round key with its word below. */
export const roundKey = (
  attributes: { id: string; class: string },
  drawing: SVGSVGElement,
  ...label: (Node | string)[]
): HTMLButtonElement =>
  el(
    'button',
    { type: 'button', id: attributes.id, class: `call-key ${attributes.class}`.trim() },
    el('span', { class: 'cap' }, drawing),
    el('span', {}, ...label),
  )

type CallKeysOptions = {
  c: CallTexts
  deeds: Pick<CallDeeds, 'toggleMicrophone' | 'toggleCamera' | 'hangUp'>
  onSpeaker: () => void
}

// "Mikrofon", and while it is off the shorter "Kapalı", which a screen reader hears after the name of the key.
const createMicrophoneKey = (c: CallTexts) => {
  const drawing = callIcon('micOn')
  const prefix = el('span', { class: 'sr' })
  const word = document.createTextNode('')
  const element = roundKey({ id: 'btnMic', class: '' }, drawing, prefix, word)
  return {
    element,
    update(isMuted: boolean): void {
      redrawCallIcon(drawing, isMuted ? 'micOff' : 'micOn')
      setText(prefix, isMuted ? `${c.microphone}: ` : '')
      word.data = isMuted ? c.off : c.microphone
      element.classList.toggle('off', isMuted)
      setAttribute(element, 'aria-pressed', String(!isMuted))
    },
  }
}

const createCameraKey = (c: CallTexts) => {
  const drawing = callIcon('videoOff')
  const prefix = el('span', { class: 'sr' })
  const word = document.createTextNode('')
  const element = roundKey({ id: 'btnCam', class: '' }, drawing, prefix, word)
  return {
    element,
    update(camera: CallView['camera']): void {
      const isOn = camera === 'on'
      const isOpening = camera === 'opening'
      redrawCallIcon(drawing, isOn ? 'video' : 'videoOff')
      setText(prefix, isOpening ? `${c.camera}: ` : '')
      word.data = isOpening ? c.cameraOpens : c.camera
      element.classList.toggle('on', isOn)
      setAttribute(element, 'aria-pressed', String(isOn))
      element.disabled = camera === null
    },
  }
}

/** What can be done during a call. `aria-pressed` tells what is on: the microphone, the camera, a chosen way out. */
export const createCallKeys = ({ c, deeds, onSpeaker }: CallKeysOptions) => {
  const microphone = createMicrophoneKey(c)
  const camera = createCameraKey(c)
  const speaker = roundKey({ id: 'btnSpeaker', class: '' }, icon('speaker'), c.speaker)
  const hangUp = roundKey({ id: 'btnHangup', class: 'red' }, hangUpIcon(), c.hangUp)
  microphone.element.addEventListener('click', deeds.toggleMicrophone)
  camera.element.addEventListener('click', deeds.toggleCamera)
  speaker.addEventListener('click', onSpeaker)
  hangUp.addEventListener('click', deeds.hangUp)
  const keys = [microphone.element, camera.element, speaker, hangUp]
  return {
    element: el('div', { class: 'call-board', role: 'group', 'aria-label': c.keys }, ...keys),
    update({ isMuted, camera: state }: CallView, hasChosenOutput: boolean): void {
      microphone.update(isMuted)
      camera.update(state)
      speaker.classList.toggle('on', hasChosenOutput)
      setAttribute(speaker, 'aria-pressed', String(hasChosenOutput))
    },
    /** The one whose press by accident does the least. */
    focus: (): void => microphone.element.focus(),
  }
}
