import { afterEach, beforeAll, expect, mock, test } from 'bun:test'
import { pictureTextsOf } from '#client/i18n/picture-texts'
import { textsOf } from '#client/i18n/texts'
import { createPictureDrawing } from '#client/pages/picture-drawing'
import type { Entry, EntryMedium } from '#client/state/types'
import { conversation, entry } from '#tests/client/views/fixtures'
import { find, useDom } from '#tests/support/dom'
import { settled } from '#tests/support/settled'

useDom()

// Its code comes with the first press; here that press is not to wait for a file.
beforeAll(async () => void (await import('#client/views/viewer')))
const p = pictureTextsOf('tr')
const t = textsOf('tr')

const stored: EntryMedium = {
  kind: 'image',
  mime: 'image/jpeg',
  bytes: 1_500_000,
  width: 400,
  height: 300,
  url: '/media/a',
  thumbUrl: '/media/a?thumb=1',
  placeholder: 'data:image/webp;base64,AAAA',
}
const unsent: EntryMedium = { ...stored, url: null, thumbUrl: null, placeholder: null }

const picture = (given: Partial<Entry> = {}): Entry => entry({ type: 'image', text: '', medium: stored, ...given })
const queued = (given: Partial<Entry> = {}): Entry =>
  picture({ key: 'own', id: null, state: 'queued', medium: unsent, ...given })

const revoke = URL.revokeObjectURL
afterEach(() => {
  URL.revokeObjectURL = revoke
})

const setUp = (entries: Entry[] = []) => {
  const blobs = new Map<string, Blob>([['own', new Blob(['x'], { type: 'image/jpeg' })]])
  const revoked: string[] = []
  URL.revokeObjectURL = (address) => void revoked.push(address)
  const remove = mock((_key: string) => {})
  const drawing = createPictureDrawing({
    words: { t, lang: 'tr' },
    conversation: () => conversation({ entries }),
    nameOf: () => 'Muhsin',
    onReply: () => {},
    outbox: { bytesOf: async (key) => blobs.get(key) ?? null, remove },
  })
  const place = document.createElement('div')
  document.body.append(place)
  // happy-dom loads nothing: what a browser tells of the newest picture is told by the test.
  const asked: HTMLImageElement[] = []
  const make = document.createElement.bind(document)
  document.createElement = ((tag: string) => {
    const element = make(tag)
    if (tag === 'img') asked.push(element as HTMLImageElement)
    return element
  }) as typeof document.createElement
  const show = async (one: Entry): Promise<void> => {
    drawing.show(place, one)
    await settled()
  }
  const tell = async (type: 'load' | 'error'): Promise<void> => {
    asked.at(-1)?.dispatchEvent(new Event(type))
    await settled()
  }
  const shown = (): string | null => place.querySelector('.seen')?.getAttribute('src') ?? null
  const isHidden = (selector: string): boolean => find(place, selector).hasAttribute('hidden')
  afterEach(() => {
    document.createElement = make
  })
  const drawAnew = async (one: Entry): Promise<HTMLElement> => {
    const other = document.createElement('div')
    drawing.show(other, one)
    await settled()
    return other
  }
  return { blobs, revoked, remove, place, show, tell, shown, isHidden, drawAnew }
}

test('one that cannot be loaded says so quietly, and is tried again', async () => {
  const { show, tell, place, shown, isHidden } = setUp()
  await show(picture())
  await tell('error')
  expect([isHidden('.lost'), find(place, '.lost').textContent]).toEqual([false, p.lost + p.again])

  find(place, '.lost').click()
  await tell('load')
  expect([isHidden('.lost'), shown()]).toEqual([true, '/media/a?thumb=1'])
})

test('it is tried again by itself when the network is back', async () => {
  const { show, tell, shown } = setUp()
  await show(picture())
  await tell('error')
  dispatchEvent(new Event('online'))
  await tell('load')

  expect(shown()).toBe('/media/a?thumb=1')
})

test('an own one of which this device has no bytes says so', async () => {
  const { show, blobs, place, isHidden } = setUp()
  blobs.clear()
  await show(queued())

  expect([isHidden('.lost'), find<HTMLButtonElement>(place, '.lost').disabled]).toEqual([false, true])
})

test('its thumbnail stands over its blur, and says its caption or what it is', async () => {
  const { show, tell, place, shown } = setUp()
  await show(picture({ text: 'Kutu' }))
  await tell('load')
  expect([shown(), find(place, '.blur').getAttribute('src')]).toEqual(['/media/a?thumb=1', stored.placeholder])
  const names = () => [find(place, '.seen').getAttribute('alt'), find(place, '.open').getAttribute('aria-label')]
  expect(names()).toEqual(['Kutu', `${p.open}: Kutu`])

  await show(picture({ text: '' }))
  expect(names()).toEqual([t.picture, p.open])
})

test('an own one stands there from its bytes until the stored one has come, and its address is given back then', async () => {
  const { show, tell, shown, revoked } = setUp([queued()])
  await show(queued())
  await tell('load')
  const own = shown()
  expect(own).toStartWith('blob:')

  await show(picture({ key: 'own' }))
  expect([shown(), revoked]).toEqual([own, []])
  await tell('load')
  expect([shown(), revoked]).toEqual(['/media/a?thumb=1', [String(own)]])
})

test('while it is on its way it says how much is there, and can be stopped; once it failed the words below do', async () => {
  const { show, place, remove, isHidden } = setUp()
  await show(queued({ progress: 0.5 }))
  expect([isHidden('.prog'), find(place, 'small').textContent]).toEqual([false, '0,7 / 1,4 MB'])
  find(place, `[aria-label="${p.cancel}"]`).click()
  expect(remove.mock.calls).toEqual([['own']])

  await show(queued({ state: 'failed', failure: 'too_large' }))
  expect(isHidden('.prog')).toBe(true)
})

test('it tells those who listen in steps of ten, nothing while it waits, and that the server is at work at the end', async () => {
  const { show, place } = setUp()
  const said = () => [find(place, '[role=progressbar]').getAttribute('aria-valuenow'), find(place, 'small').textContent]
  await show(queued())
  expect(said()).toEqual([null, '1,4 MB'])
  await show(queued({ progress: 0.57 }))
  expect(said()).toEqual(['50', '0,8 / 1,4 MB'])
  await show(queued({ progress: 1 }))
  expect(said()).toEqual(['100', p.atWork])
})

test('one that waits for room on the server can still be stopped', async () => {
  const { show, isHidden } = setUp()
  await show(queued({ failure: 'no_room' }))

  expect(isHidden('.prog')).toBe(false)
})

test('a row made anew shows an own one from the same address', async () => {
  const { show, tell, shown, drawAnew } = setUp([queued()])
  await show(queued())
  await tell('load')
  const own = shown()
  const again = await drawAnew(queued())
  await tell('load')

  expect(find(again, '.seen').getAttribute('src')).toBe(String(own))
})

test('the own one stays where its stored one cannot be loaded', async () => {
  const { show, tell, shown, revoked, isHidden } = setUp([queued()])
  await show(queued())
  await tell('load')
  await show(picture({ key: 'own' }))
  await tell('error')

  expect([shown()?.startsWith('blob:'), revoked, isHidden('.lost')]).toEqual([true, [], true])
})

test('a small one is not blown up', async () => {
  const { show, place } = setUp()
  await show(picture({ medium: { ...stored, width: 40, height: 90 } }))
  expect(find(place, '.open').classList.contains('small')).toBe(true)
  await show(picture())
  expect(find(place, '.open').classList.contains('small')).toBe(false)
})

test('what the server has is on its way no more', async () => {
  const { show, isHidden } = setUp()
  await show(picture())

  expect(isHidden('.prog')).toBe(true)
})

test('a press opens it large', async () => {
  const one = picture()
  const { show, place } = setUp([one])
  await show(one)
  find(place, '.open').click()
  await settled()
  await settled()

  expect(document.querySelector('dialog.viewer .who p')?.textContent).toContain('1/1')
  document.querySelector('dialog')?.close()
})

test('the finger that held it for its menu does not open it when it is lifted', async () => {
  const one = picture()
  const { show, place } = setUp([one])
  await show(one)
  const menu = document.createElement('dialog')
  document.body.append(menu)
  menu.showModal()
  find(place, '.open').click()
  await settled()
  await settled()

  expect(document.querySelector('dialog.viewer')).toBeNull()
})
