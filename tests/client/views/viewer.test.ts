import { expect, mock, test } from 'bun:test'
import { pictureTextsOf } from '#client/i18n/picture-texts'
import { textsOf } from '#client/i18n/texts'
import type { Entry } from '#client/state/types'
import { createDates } from '#client/views/dates'
import { openViewer } from '#client/views/viewer'
import { find, useDom } from '#tests/support/dom'
import { settled } from '#tests/support/settled'
import { entry } from './fixtures.ts'

useDom()
const p = pictureTextsOf('tr')
const t = textsOf('tr')

const picture = (id: number, given: Partial<Entry> = {}): Entry =>
  entry({
    id,
    at: id,
    type: 'image',
    text: `Kutu ${id}`,
    medium: {
      kind: 'image',
      mime: 'image/png',
      bytes: 9000,
      width: 800,
      height: 600,
      url: `/media/${id}`,
      thumbUrl: `/media/${id}?thumb=1`,
      placeholder: null,
    },
    ...given,
  })
const unsent = (key: string): Entry => {
  const { medium } = picture(0)
  return picture(0, { key, id: null, state: 'queued', medium: medium && { ...medium, url: null, thumbUrl: null } })
}

const setUp = async (startKey: string, first: Entry[]) => {
  let pictures = first
  let look = (): void => {}
  const stopped = mock(() => {})
  const onReply = mock((_id: number) => {})
  const onLostFocus = mock((_key: string) => {})
  openViewer({
    p,
    dates: createDates(t, 'tr'),
    pictures: () => pictures,
    startKey,
    nameOf: ({ mine }) => (mine ? t.you : 'Muhsin'),
    wordFor: t.picture,
    addressOf: ({ key, medium }) => medium?.url ?? Promise.resolve(`blob:${key}`),
    watch: (again) => {
      look = again
      return stopped
    },
    onReply,
    onLostFocus,
  })
  await settled()
  const dialog = find<HTMLDialogElement>(document, 'dialog.viewer')
  const images = () => [...dialog.querySelectorAll('.sheet-of-picture img')].map((image) => image.getAttribute('src'))
  return {
    dialog,
    stopped,
    onReply,
    onLostFocus,
    images,
    place: () => find(dialog, '.who p').textContent?.split(' · ')[1],
    key: async (name: string): Promise<void> => {
      find(dialog, '.bar button').dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
      await settled()
    },
    change: async (next: Entry[]): Promise<void> => {
      pictures = next
      look()
      await settled()
    },
  }
}

test('the last picture that goes while it is shown closes it', async () => {
  const { dialog, change, stopped } = await setUp('m1', [picture(1)])
  await change([])

  expect([dialog.isConnected, stopped.mock.calls.length]).toEqual([false, 1])
})

test('one that is deleted while it is shown makes way for the next, the last one for the one before', async () => {
  const { dialog, change, place } = await setUp('m2', [picture(1), picture(2), picture(3)])
  await change([picture(1), picture(3)])
  expect([place(), find(dialog, '.caption').textContent]).toEqual(['2/2', 'Kutu 3'])

  await change([picture(1)])
  expect([place(), find(dialog, '.caption').textContent]).toEqual(['1/1', 'Kutu 1'])
})

test('it says who sent it, when, and its place among all', async () => {
  const { dialog, place, images } = await setUp('m2', [picture(1, { role: 'admin' }), picture(2, { role: 'admin' })])

  expect(find(dialog, '.who h2').textContent).toBe('Muhsin')
  expect(find(dialog, '.who p').textContent).toContain('12:02')
  expect([place(), images()]).toEqual(['2/2', ['/media/2?thumb=1']])
})

test('the keys go through all, to both ends and no further', async () => {
  const { key, place } = await setUp('m2', [picture(1), picture(2), picture(3)])
  const seen: unknown[] = []
  for (const name of ['ArrowLeft', 'ArrowLeft', 'End', 'ArrowRight', 'Home']) {
    await key(name)
    seen.push(place())
  }

  expect(seen).toEqual(['1/3', '1/3', '3/3', '3/3', '1/3'])
})

test('a turning key that has nothing more to turn to gives its focus to the others', async () => {
  const { dialog } = await setUp('m1', [picture(1), picture(2)])
  const next = find<HTMLButtonElement>(dialog, '.next')
  next.focus()
  next.click()

  expect([next.disabled, document.activeElement?.getAttribute('aria-label')]).toEqual([true, p.close])
})

test('it zooms by keys, and a turn shows the whole of the next', async () => {
  const { dialog, key } = await setUp('m1', [picture(1), picture(2)])
  const isZoomed = () => find(dialog, '.stage').classList.contains('zoomed')
  await key('+')
  expect(isZoomed()).toBe(true)
  await key('0')
  expect(isZoomed()).toBe(false)
  await key('+')
  await key('ArrowRight')
  expect(isZoomed()).toBe(false)
})

test('what is stored is saved under its own name, and answered', async () => {
  const { dialog, onReply } = await setUp('m1', [picture(1)])
  const save = find<HTMLAnchorElement>(dialog, `a[aria-label="${p.save}"]`)
  expect([save.getAttribute('href'), save.download]).toEqual(['/media/1', 'konusma-20261122-1201.png'])

  find(dialog, `[aria-label="${p.reply}"]`).click()
  expect([dialog.open, onReply.mock.calls]).toEqual([false, [[1]]])
})

test('an own one cannot be answered before it is stored; then it can, without being drawn anew', async () => {
  const { dialog, change } = await setUp('own', [picture(1), unsent('own')])
  const reply = find(dialog, `[aria-label="${p.reply}"]`)
  const save = find(dialog, `a[aria-label="${p.save}"]`)
  expect([reply.hidden, save.getAttribute('href')]).toEqual([true, 'blob:own'])
  const sheet = find(dialog, '.sheet-of-picture')
  const [before] = sheet.children

  await change([picture(1), picture(2, { key: 'own' })])
  expect([reply.hidden, save.getAttribute('href'), sheet.children[0] === before]).toEqual([false, '/media/2', true])
})

test('closed, it gives the focus back, or says that what had it is gone', async () => {
  const opener = document.createElement('button')
  document.body.append(opener)
  opener.focus()
  const { dialog, onLostFocus, key } = await setUp('m1', [picture(1), picture(2)])
  await key('ArrowRight')
  opener.remove()
  dialog.close()
  await settled()

  expect(onLostFocus.mock.calls).toEqual([['m2']])
})
