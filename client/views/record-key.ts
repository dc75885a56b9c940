import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'
import { icon } from './icon.ts'

/** A finger or mouse key on `#btnAud`. Who looks late finds what has happened since. */
export type Press = {
  /** How far it has moved since, in CSS pixels. */
  dx: number
  dy: number
  /** How long it lasted; null while it is held. */
  heldMs: number | null
  /** Something took it away from the person: a question of the browser, say. */
  isBroken: boolean
  /** Is called at each change. */
  onChange: () => void
}

type RecordKeyOptions = {
  t: Texts
  /** A press began; a key of the keyboard is one of no length. */
  onPress: (press: Press) => void
  /** A sound file was chosen. */
  onFile: (file: File) => void
}

const canRecord = (): boolean => navigator.mediaDevices !== undefined && 'MediaRecorder' in globalThis

/** `heldMs`: 0 for a tap, null for one that is held. */
export const newPress = (heldMs: number | null): Press => ({
  dx: 0,
  dy: 0,
  heldMs,
  isBroken: false,
  onChange: () => {},
})

const createFileInput = (onFile: (file: File) => void): HTMLInputElement => {
  const input = el('input', { id: 'fileAud', type: 'file', accept: 'audio/*', hidden: true })
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    // The same file may be chosen again.
    input.value = ''
    if (file) onFile(file)
  })
  return input
}

// The key may be taken off the screen under the finger: so it is followed in the document.
const follow = (press: Press, begun: PointerEvent): void => {
  const listening = new AbortController()
  const onlyIts = (change: (event: PointerEvent) => void) => (event: PointerEvent) => {
    if (event.pointerId !== begun.pointerId) return
    change(event)
    press.onChange()
  }
  const end = (isBroken: boolean) => (event: PointerEvent) => {
    listening.abort()
    Object.assign(press, { heldMs: event.timeStamp - begun.timeStamp, isBroken })
  }
  const move = (event: PointerEvent) =>
    void Object.assign(press, { dx: event.clientX - begun.clientX, dy: event.clientY - begun.clientY })
  const options = { signal: listening.signal, capture: true }
  document.addEventListener('pointermove', onlyIts(move), options)
  document.addEventListener('pointerup', onlyIts(end(false)), options)
  document.addEventListener('pointercancel', onlyIts(end(true)), options)
}

/** `#btnAud` and the hidden `#fileAud`, for the composer. All else comes with the first press. */
export const createRecordKey = ({ t, onPress, onFile }: RecordKeyOptions) => {
  const key = el('button', { id: 'btnAud', type: 'button', class: 'ghost', 'aria-label': t.recordVoice }, icon('mic'))
  const input = createFileInput(onFile)
  let isPressed = false

  key.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary || !canRecord()) return
    isPressed = true
    const press = newPress(null)
    follow(press, event)
    onPress(press)
  })
  // Only what no press came before: a key of the keyboard, or a screen reader.
  key.addEventListener('click', ({ detail }) => {
    if (!isPressed || detail === 0) onPress(newPress(0))
    // A browser opens its files only in the moment of the click.
    if (!canRecord()) input.click()
    isPressed = false
  })
  key.addEventListener('mousedown', (event) => event.preventDefault())
  key.addEventListener('contextmenu', (event) => event.preventDefault())
  return { elements: [key, input] as const, pickFile: () => input.click() }
}
