import { expect, type Locator, type Page } from '@playwright/test'
import { pictureTextsOf } from '#client/i18n/picture-texts'
import { expectNoBarriers } from './support/accessible.ts'
import { type Person, personOf, phone, test } from './support/people.ts'
import { heic, type Photo, photoOf, uprightPhotoOf } from './support/photos.ts'

const p = pictureTextsOf('tr')

const openThread = ({ page }: Person): Promise<void> =>
  page.locator('#threads > li[data-chat-id] button').first().click()
const thumbs = ({ page }: Person): Locator => page.locator('.thumbs img')
const seen = ({ page }: Person): Locator => page.locator('.picture img.seen')
const choose = ({ page }: Person, ...photos: Photo[]): Promise<void> => page.locator('#fileImg').setInputFiles(photos)
const send = ({ page }: Person): Promise<void> => page.locator('#btnSend').click()
const isStored = (row: Locator) => expect(row).toHaveAttribute('data-state', /sent|seen/)

/** The colour of a picture at these shares of its width and height. */
const colourAt = (picture: Locator, x: number, y: number): Promise<'red' | 'blue' | 'other'> =>
  picture.evaluate(
    (image: HTMLImageElement, at) => {
      const { naturalWidth: width, naturalHeight: height } = image
      const brush = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')
      brush?.drawImage(image, 0, 0)
      const [red = 0, , blue = 0] = brush?.getImageData(at.x * width, at.y * height, 1, 1).data ?? []
      return red > 150 && blue < 100 ? 'red' : blue > 150 && red < 100 ? 'blue' : 'other'
    },
    { x, y },
  )

/** Pictures in the clipboard, or dragged from the desktop: what a browser tells the page then. */
const give = (page: Page, how: 'paste' | 'dragenter' | 'drop', photos: Photo[]): Promise<void> =>
  page.evaluate(
    ({ how, files }) => {
      const held = new DataTransfer()
      for (const { name, type, base64 } of files)
        held.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name, { type }))
      const common = { bubbles: true, cancelable: true }
      const event =
        how === 'paste'
          ? new ClipboardEvent('paste', { ...common, clipboardData: held })
          : new DragEvent(how, { ...common, dataTransfer: held })
      document.querySelector('.msgs')?.dispatchEvent(event)
    },
    {
      how,
      files: photos.map(({ name, mimeType: type, buffer }) => ({ name, type, base64: buffer.toString('base64') })),
    },
  )

/** Whether what leaves the page says more than the pixels. */
const watchUploads = async (page: Page): Promise<() => Promise<string[]>> => {
  await page.evaluate(() => {
    const send = XMLHttpRequest.prototype.send
    XMLHttpRequest.prototype.send = function (body) {
      const file = body instanceof FormData ? body.get('file') : null
      const list = document.body.dataset
      if (file instanceof File)
        void file.text().then((bytes) => {
          list.sent = `${list.sent ?? ''} ${/Exif|Kamera/.test(bytes) ? 'told' : 'clean'}`.trim()
        })
      send.call(this, body)
    }
  })
  return () => page.evaluate(() => (document.body.dataset.sent ?? '').split(' '))
}

type Enter = (name: string, options?: typeof phone) => Promise<Person>

/** Eda on a phone has written something, and it stands open on the desk. */
const begin = async (visitor: Enter, admin: () => Promise<Person>) => {
  const eda = await visitor('Eda', phone)
  const muhsin = await admin()
  await eda.write('Merhaba')
  await openThread(muhsin)
  return { eda, muhsin }
}

test('two photos with a caption reach the admin upright and without their place, and open large', async ({
  visitor,
  admin,
}) => {
  const { eda, muhsin } = await begin(visitor, admin)
  const uploads = await watchUploads(eda.page)
  const colours = { left: '#dc1414', right: '#1414dc' }
  const upright = await uprightPhotoOf(eda.page, 'upright.jpg', { width: 2400, height: 1800, ...colours })
  expect(upright.buffer.includes('Exif')).toBe(true)

  await choose(eda, upright, await photoOf(eda.page, 'other.jpg'))
  await expect(thumbs(eda)).toHaveCount(2)
  await expectNoBarriers(eda.page)
  await eda.page.locator('#txt').fill('Kutunun köşesi ezilmiş')
  await send(eda)
  await expect(eda.page.locator('.preview')).toHaveCount(0)
  await expect(eda.messages).toHaveCount(3)
  await isStored(eda.messages.last())
  await expect(eda.page.locator('#txt')).toHaveValue('')

  await expect(seen(muhsin)).toHaveCount(2)
  expect(await muhsin.texts()).toEqual(['Merhaba', 'Kutunun köşesi ezilmiş', ''])
  const first = seen(muhsin).first()
  expect([await colourAt(first, 0.1, 0.1), await colourAt(first, 0.9, 0.9)]).toEqual(['red', 'blue'])
  expect(await uploads()).toEqual(['clean', 'clean'])

  await muhsin.page.locator('.picture .open').first().focus()
  await muhsin.page.keyboard.press('Enter')
  const viewer = muhsin.page.locator('.viewer')
  const large = viewer.locator('.sheet-of-picture img:not([alt=""])')
  await expect(large).toHaveAttribute('alt', 'Kutunun köşesi ezilmiş')
  expect(await large.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([
    1536, 2048,
  ])
  const address = (await viewer.getByRole('link', { name: p.save }).getAttribute('href')) ?? ''
  const stored = await muhsin.page.request.get(new URL(address, muhsin.page.url()).href)
  expect([stored.status(), (await stored.body()).includes('Exif')]).toEqual([200, false])
  await expectNoBarriers(muhsin.page)
  await muhsin.page.keyboard.press('+')
  await expect(viewer.locator('.stage')).toHaveClass(/zoomed/)
  await muhsin.page.keyboard.press('ArrowRight')
  await expect(viewer.locator('.bar')).toContainText('2/2')
  await expect(viewer.locator('.stage')).not.toHaveClass(/zoomed/)
  await muhsin.page.keyboard.press('Escape')
  await expect(viewer).toHaveCount(0)
  await expect(muhsin.page.locator('.picture .open').first()).toBeFocused()

  await muhsin.page.locator('.picture .open').last().click()
  const [download] = await Promise.all([
    muhsin.page.waitForEvent('download'),
    viewer.getByRole('link', { name: p.save }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^konusma-\d{8}-\d{4}\.(jpg|webp)$/)
  await viewer.getByRole('button', { name: p.reply }).click()
  await expect(muhsin.page.locator('.replying')).toContainText('Fotoğraf')
})

test('pasted and dropped pictures are looked at first; what is no picture is said, and an upload can be stopped', async ({
  visitor,
  admin,
}) => {
  const { eda, muhsin } = await begin(visitor, admin)
  await expect(muhsin.messages).toHaveCount(1)
  const { page } = muhsin
  const photo = await photoOf(page, 'a.jpg')

  await choose(muhsin, heic)
  await expect(page.locator('.toast')).toContainText(p.faults.heic)
  await page.locator('.toast .key').click()
  await give(page, 'paste', [photo])
  await expect(thumbs(muhsin)).toHaveCount(1)
  await give(page, 'dragenter', [photo])
  await expect(page.locator('.drop-hint')).toBeVisible()
  await give(page, 'drop', [photo, heic, { ...photo, name: 'bozuk.jpg', buffer: photo.buffer.subarray(0, 90) }])
  await expect(page.locator('.drop-hint')).toHaveCount(0)
  await expect(thumbs(muhsin)).toHaveCount(2)
  await expect(page.locator('.faults')).toContainText(`“bozuk.jpg”: ${p.faults.unreadable}`)
  await page.keyboard.press('Escape')
  await expect(page.locator('#btnUndo')).toBeVisible()
  await expect(page.locator('.preview')).toHaveCount(0)
  await expect(muhsin.messages).toHaveCount(1)

  await page.route(/\/api\/media/, () => {})
  await give(page, 'paste', [photo])
  await expect(thumbs(muhsin)).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(seen(muhsin)).toHaveCount(1)
  await page.getByRole('button', { name: p.cancel }).click()
  await expect(muhsin.messages).toHaveCount(1)
  await page.unroute(/\/api\/media/)

  await give(page, 'paste', [photo])
  await expect(thumbs(muhsin)).toHaveCount(1)
  await send(muhsin)
  await expect(seen(eda)).toHaveCount(1)
  await isStored(muhsin.messages.last())
})

test.describe('in an app that starts without a network', () => {
  test.use({ serviceWorkers: 'allow' })

  test('a picture waits with its bytes, over a reload, and arrives once', async ({ visitor, admin }) => {
    const eda = await visitor('Eda', phone)
    await eda.write('Merhaba')
    await isStored(eda.messages.last())
    await eda.page.evaluate(async () => (await navigator.serviceWorker.ready).active !== null)
    const photo = await photoOf(eda.page, 'a.jpg')
    // The code that draws and shrinks has come once.
    await choose(eda, photo)
    await expect(thumbs(eda)).toHaveCount(1)
    await eda.page.getByRole('button', { name: p.close }).click()
    await expect(eda.page.locator('.preview')).toHaveCount(0)

    await eda.context.setOffline(true)
    await choose(eda, photo)
    await expect(thumbs(eda)).toHaveCount(1)
    await eda.page.locator('#txt').fill('yolda çektim')
    await send(eda)
    await expect(eda.messages.last()).toHaveAttribute('data-state', 'queued')
    await expect(seen(eda)).toHaveCount(1)
    await eda.page.close()
    const later = personOf(await eda.context.newPage())
    await later.page.goto(eda.page.url())
    await expect(later.messages).toHaveCount(2)
    await expect(seen(later)).toHaveCount(1)

    await eda.context.setOffline(false)
    await isStored(later.messages.last())
    await expect(later.page.locator('li.msg:not([data-id])')).toHaveCount(0)
    const muhsin = await admin()
    await openThread(muhsin)
    await expect(seen(muhsin)).toHaveCount(1)
    expect(await muhsin.texts()).toEqual(['Merhaba', 'yolda çektim'])
  })
})
