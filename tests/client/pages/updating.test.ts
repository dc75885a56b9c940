import { beforeEach, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createAppParts } from '#client/pages/app-parts'
import { createUpdating } from '#client/pages/updating'
import { isInCall } from '#client/platform/call-panel'
import { afterwards } from '#tests/support/cleanup'
import { find, useDom } from '#tests/support/dom'
import { has, layPage } from '#tests/support/page'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(layPage)

const setUp = () => {
  let tellUpdate = (): void => {}
  const takeOver = mock(() => {})
  const onUpdate = (tell: () => void) => {
    tellUpdate = tell
    return () => {
      tellUpdate = () => {}
    }
  }
  const app = createAppParts([createUpdating({ worker: { onUpdate, takeOver }, isInCall, onChange: () => app.look() })])
  afterwards(app.stop)
  const show = (lang: 'tr' | 'en' = 'tr') => find(document, '#page').replaceChildren(app.draw({ t: tr, lang }).notice)
  show()
  return { app, show, takeOver, update: () => tellUpdate() }
}

const startCall = (): HTMLElement => {
  const panel = document.createElement('div')
  panel.id = 'callPanel'
  document.body.append(panel)
  return panel
}

test('nothing is said while there is no new version', () => {
  setUp()

  expect(has('.banner')).toBe(false)
})

test('nothing is said of a new version during a call, only when it is over', async () => {
  const { update } = setUp()
  const panel = startCall()
  update()
  expect(has('.banner')).toBe(false)

  panel.hidden = true
  await settled()

  expect(has('.banner')).toBe(true)
})

test('the notice steps back for a call that begins, and does nothing in it', async () => {
  const { update, takeOver } = setUp()
  update()
  const key = find<HTMLButtonElement>(document, '.banner button')

  startCall()
  key.click()
  await settled()

  expect(has('.banner')).toBe(false)
  expect(takeOver).not.toHaveBeenCalled()
})

test('a new version is said once, whatever comes after it, and in the other language too', () => {
  const { app, show, update } = setUp()

  update()
  const shown = find(document, '.banner')
  update()
  app.look()
  expect(find(document, '.banner')).toBe(shown)
  show('en')

  expect(document.querySelectorAll('.banner')).toHaveLength(1)
  expect(document.body.textContent).toContain('A new version is ready.')
})

test('it takes over only when the person wants it', () => {
  const { update, takeOver } = setUp()
  update()
  expect(takeOver).not.toHaveBeenCalled()

  find<HTMLButtonElement>(document, '.banner button').click()

  expect(takeOver).toHaveBeenCalledTimes(1)
})

test('a page that was left hears of none', () => {
  const { app, update } = setUp()

  app.stop()
  update()

  expect(has('.banner')).toBe(false)
})
