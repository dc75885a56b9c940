import { expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createChoiceBar } from '#client/views/choice-bar'
import { find, useDom } from '#tests/support/dom'

useDom()

const createBar = () => {
  const calls = { onArchive: mock(() => {}), onDelete: mock(() => {}), onAll: mock(() => {}), onLeave: mock(() => {}) }
  const bar = createChoiceBar({ t: tr, ...calls })
  document.body.append(bar.element)
  const archive = find<HTMLButtonElement>(bar.element, '#btnArchiveChats')
  const remove = find<HTMLButtonElement>(bar.element, '#btnDeleteChats')
  return { ...calls, bar, archive, remove }
}

test('nothing can be done with no conversation', () => {
  const { bar, archive, remove } = createBar()
  bar.update({ picked: 0, inArchive: false, isBusy: false })
  expect([archive.disabled, remove.disabled]).toEqual([true, true])
  expect(find(bar.element, 'h2').textContent).toBe(tr.pickedThreads(0))
})

test('what is picked can be archived, and of the archive be taken back', () => {
  const { bar, archive, onArchive } = createBar()
  bar.update({ picked: 2, inArchive: false, isBusy: false })
  expect(archive.getAttribute('aria-label')).toBe(tr.archive)
  archive.click()
  bar.update({ picked: 2, inArchive: true, isBusy: false })
  expect(archive.getAttribute('aria-label')).toBe(tr.unarchive)
  archive.click()
  expect(onArchive).toHaveBeenCalledTimes(2)
})

test('a key that is at work says so and keeps the focus', () => {
  const { bar, archive } = createBar()
  bar.update({ picked: 2, inArchive: false, isBusy: false })
  archive.focus()
  bar.update({ picked: 2, inArchive: false, isBusy: true })
  expect(archive.getAttribute('aria-busy')).toBe('true')
  expect(document.activeElement).toBe(archive)
})
