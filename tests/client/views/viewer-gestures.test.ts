import { expect, test } from 'bun:test'
import { listenToStage } from '#client/views/viewer-gestures'
import { useDom } from '#tests/support/dom'

useDom()

const setUp = ({ isZoomed = false } = {}) => {
  const stage = document.createElement('div')
  document.body.append(stage)
  const done: unknown[] = []
  // A whole number is enough to know it by, and there is no minus zero.
  const round = ({ x, y }: { x: number; y: number }) => [Math.round(x) || 0, Math.round(y) || 0]
  listenToStage(stage, {
    isZoomed: () => isZoomed,
    onZoom: (factor, at) => done.push(['zoom', Number(factor.toFixed(2)), ...round(at)]),
    onMove: (by) => done.push(['move', ...round(by)]),
    onDrag: (by) => done.push(['drag', ...round(by)]),
    onDragEnd: (by) => done.push(['end', ...round(by)]),
    onDoubleTap: (at) => done.push(['double', ...round(at)]),
    onTapBeside: () => done.push(['beside']),
  })
  stage.setPointerCapture = () => {}
  document.elementFromPoint = () => stage
  const tell = (type: string, x: number, y: number, pointerId = 1, button = 0): void => {
    stage.dispatchEvent(new PointerEvent(`pointer${type}`, { clientX: x, clientY: y, pointerId, button }))
  }
  return { stage, done, tell }
}

test('a right click and what is cancelled turn nothing', () => {
  const { done, tell } = setUp()
  tell('down', 0, 0, 1, 2)
  tell('move', -90, 0)
  tell('up', -90, 0)
  expect(done).toEqual([])

  tell('down', 0, 0)
  tell('move', -90, 0)
  tell('cancel', -90, 0)
  expect(done).toEqual([
    ['drag', -90, 0],
    ['end', 0, 0],
  ])
})

test('a drag of a whole picture tells how far it came; of a larger one it moves it, step by step', () => {
  const whole = setUp()
  whole.tell('down', 10, 10)
  whole.tell('move', 40, 12)
  whole.tell('up', 90, 12)
  expect(whole.done).toEqual([
    ['drag', 30, 2],
    ['end', 30, 2],
  ])

  const larger = setUp({ isZoomed: true })
  larger.tell('down', 10, 10)
  larger.tell('move', 40, 12)
  larger.tell('move', 45, 30)
  larger.tell('up', 45, 30)
  expect(larger.done).toEqual([
    ['move', 30, 2],
    ['move', 5, 18],
  ])
})

test('two fingers zoom around their middle, and lifting them turns nothing', () => {
  const { done, tell } = setUp()
  tell('down', 100, 100, 1)
  tell('down', 200, 100, 2)
  tell('move', 300, 100, 2)
  tell('up', 300, 100, 2)
  tell('up', 100, 100, 1)

  expect(done).toEqual([
    ['zoom', 2, 200, 100],
    ['move', 50, 0],
  ])
})

test('the wheel zooms in and out around the pointer, and the page does not scroll', () => {
  const { stage, done } = setUp()
  const turn = (deltaY: number) => {
    const event = new WheelEvent('wheel', { deltaY, cancelable: true })
    Object.defineProperties(event, { clientX: { value: 30 }, clientY: { value: 40 } })
    stage.dispatchEvent(event)
    return event.defaultPrevented
  }

  expect([turn(-100), turn(100)]).toEqual([true, true])
  expect(done).toEqual([
    ['zoom', 1.25, 30, 40],
    ['zoom', 0.8, 30, 40],
  ])
})

test('a tap beside the picture leaves it, two in a row zoom', () => {
  const { done, tell } = setUp()
  tell('down', 20, 20)
  tell('up', 20, 20)
  tell('down', 22, 20)
  tell('up', 22, 20)

  expect(done).toEqual([['beside'], ['double', 22, 20]])
})
