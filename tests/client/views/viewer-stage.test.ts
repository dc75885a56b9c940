import { expect, mock, test } from 'bun:test'
import { pictureTextsOf } from '#client/i18n/picture-texts'
import { createViewerStage, type StagedPicture } from '#client/views/viewer-stage'
import { find, useDom } from '#tests/support/dom'

useDom()
const p = pictureTextsOf('tr')

const box: StagedPicture = {
  key: 'm1',
  address: '/media/1',
  thumb: '/media/1?thumb=1',
  alt: 'Kutu',
  width: 800,
  height: 600,
}

const setUp = () => {
  const onStep = mock((_by: number) => {})
  const onLeave = mock(() => {})
  const asked: HTMLImageElement[] = []
  const stage = createViewerStage({ p, onStep, onLeave })
  document.body.append(stage.element)
  stage.element.setPointerCapture = () => {}
  // happy-dom loads nothing: what a browser tells of the newest picture is told by the test.
  const show = (picture: StagedPicture): void => {
    const make = document.createElement
    document.createElement = ((tag: string) => {
      const element = make.call(document, tag)
      if (tag === 'img') asked.push(element as HTMLImageElement)
      return element
    }) as typeof make
    stage.show(picture)
    document.createElement = make
  }
  const swipe = (x: number, y: number): void => {
    for (const [type, clientX, clientY] of [['down', 0, 0] as const, ['move', x, y] as const, ['up', x, y] as const])
      stage.element.dispatchEvent(new PointerEvent(`pointer${type}`, { clientX, clientY, pointerId: 1 }))
  }
  return {
    stage,
    onStep,
    onLeave,
    show,
    swipe,
    lost: find(stage.element, '.lost'),
    tell: (type: 'load' | 'error') => asked.at(-1)?.dispatchEvent(new Event(type)),
    images: () => [...stage.element.querySelectorAll('img')].map((image) => image.getAttribute('src')),
  }
}

test('what cannot be loaded is said, beside the small one, and asked for again', () => {
  const { stage, show, tell, lost, images } = setUp()
  show(box)
  tell('error')
  expect([lost.hidden, lost.textContent, images()]).toEqual([false, p.lost + p.again, ['/media/1?thumb=1']])

  find(lost, 'button').click()
  expect([lost.hidden, stage.element.classList.contains('loading')]).toEqual([true, true])
})

test('a picture that this device cannot find says so', () => {
  const { show, lost } = setUp()
  show({ ...box, address: null, thumb: null })

  expect(lost.hidden).toBe(false)
})

test('the small one is there at once, the large one takes its place', () => {
  const { stage, show, tell, images } = setUp()
  show(box)
  expect(images()).toEqual(['/media/1?thumb=1'])
  tell('load')

  expect([images(), find(stage.element, 'img').getAttribute('alt')]).toEqual([['/media/1'], 'Kutu'])
})

test('the same picture from another address keeps its zoom, and stays until that has come', () => {
  const { stage, show, tell, images } = setUp()
  show({ ...box, address: 'blob:own', thumb: null })
  tell('load')
  stage.zoom(2)
  show(box)
  expect([images(), stage.element.classList.contains('zoomed')]).toEqual([['blob:own'], true])
  tell('load')

  expect(images()).toEqual(['/media/1'])
})

test('swipes to the sides turn, down leaves, and what is short or up does nothing', () => {
  const { show, swipe, onStep, onLeave } = setUp()
  show(box)
  swipe(-90, 4)
  swipe(90, 4)
  swipe(-30, 0)
  swipe(5, -200)
  expect([onStep.mock.calls, onLeave.mock.calls.length]).toEqual([[[1], [-1]], 0])
  swipe(5, 160)

  expect(onLeave.mock.calls).toHaveLength(1)
})
