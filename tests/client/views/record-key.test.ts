import { expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createRecordKey, type Press } from '#client/views/record-key'
import { find, useDom } from '#tests/support/dom'
import { useFakeRecorder } from '#tests/support/fake-recorder'
import { override } from '#tests/support/override'

useDom()

const setUp = () => {
  const presses: Press[] = []
  const files: File[] = []
  const { elements } = createRecordKey({
    t: tr,
    onPress: (press) => void presses.push(press),
    onFile: (file) => void files.push(file),
  })
  document.body.append(...elements)
  const key = find<HTMLButtonElement>(document, '#btnAud')
  const input = find<HTMLInputElement>(document, '#fileAud')
  const opened = { times: 0 }
  input.click = () => void opened.times++
  const point = (type: string, target: EventTarget, given: PointerEventInit & { at?: number } = {}): void => {
    const { at = 0, ...init } = given
    const event = new PointerEvent(type, { bubbles: true, pointerId: 1, isPrimary: true, ...init })
    Object.defineProperty(event, 'timeStamp', { value: at })
    target.dispatchEvent(event)
  }
  return { key, input, presses, files, opened, point }
}

test('another finger, the right mouse key and a second pointer start nothing', () => {
  useFakeRecorder()
  const { key, presses, point } = setUp()

  point('pointerdown', key, { button: 2 })
  point('pointerdown', key, { isPrimary: false })

  expect(presses).toEqual([])
})

test('a press is followed in the document, even when its key has gone, and only its own pointer', () => {
  useFakeRecorder()
  const { key, presses, point } = setUp()
  let changes = 0

  point('pointerdown', key, { clientX: 300, clientY: 800, at: 1000 })
  const [press] = presses
  if (!press) throw new Error('no press')
  press.onChange = () => void changes++
  key.hidden = true
  point('pointermove', document, { clientX: 10, clientY: 10, pointerId: 2 })
  point('pointermove', document, { clientX: 240, clientY: 790 })
  expect(press).toMatchObject({ dx: -60, dy: -10, heldMs: null, isBroken: false })

  point('pointerup', document, { at: 3500 })
  expect([press.heldMs, press.isBroken, changes]).toEqual([2500, false, 2])
  point('pointermove', document, { clientX: 0, clientY: 0 })
  expect([press.dx, changes]).toEqual([-60, 2])
})

test('who looks late finds a press that is over, and one that was taken away', () => {
  useFakeRecorder()
  const { key, presses, point } = setUp()

  point('pointerdown', key, { at: 10 })
  point('pointercancel', document, { at: 110 })

  expect(presses[0]).toMatchObject({ heldMs: 100, isBroken: true })
})

test('a key of the keyboard is a press of no length, and the click after a press is not another one', () => {
  useFakeRecorder()
  const { key, presses, point } = setUp()

  key.click()
  expect(presses[0]).toMatchObject({ heldMs: 0 })

  point('pointerdown', key, { at: 10 })
  point('pointerup', document, { at: 60 })
  key.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))
  expect(presses).toHaveLength(2)
})

test('where nothing can be recorded the key opens the files, and tells of the press', () => {
  override(navigator, 'mediaDevices', () => undefined)
  const { key, presses, opened, point } = setUp()

  point('pointerdown', key, { at: 10 })
  key.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))

  expect([presses.length, opened.times]).toEqual([1, 1])
})

test('a chosen file is handed on, also the same one again', () => {
  const { input, files } = setUp()
  const file = new File(['x'], 'ses.mp3')
  override(input, 'files', () => [file])

  input.dispatchEvent(new Event('change'))
  input.dispatchEvent(new Event('change'))

  expect(files).toEqual([file, file])
  expect([input.accept, input.hidden]).toEqual(['audio/*', true])
})
