import { expect, type Page } from '@playwright/test'
import { desk, type Person, personOf, phone, test } from './support/people.ts'

test.use({ serviceWorkers: 'allow' })

const isOpen = ({ page }: Person) =>
  expect(page.locator('html')).toHaveAttribute('data-line', 'open', { timeout: 25_000 })

const lineBanner = ({ page }: Person) => page.locator('.banner:not(.sky)')

/** The app starts without a network from now on. */
const isInstalled = (page: Page): Promise<boolean> =>
  page.evaluate(async () => (await navigator.serviceWorker.ready).active !== null)

/** The conversations that the device keeps, as it keeps them. */
const kept = (page: Page): Promise<{ key: string; rev: number; texts: (string | null)[] }[]> =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await answer(indexedDB.open('konusma'))
    const rows = await answer(database.transaction('conversations').objectStore('conversations').getAll())
    database.close()
    return rows.map(({ key, rev, messages }) => ({ key, rev, texts: messages.map(({ text }: Message) => text) }))
  })
type Message = { text: string | null }

const openFirstThread = async (admin: Person): Promise<void> => {
  await admin.page.locator('#threads > li[data-chat-id]').first().locator('button').first().click()
  await admin.page.locator('#txt').waitFor()
}

const deleteFirst = ({ page }: Person): Promise<number> =>
  page.evaluate(async () => {
    const chatId = location.hash.slice('#chat='.length)
    const id = Number(document.querySelector<HTMLElement>('#msgs > li.msg')?.dataset.id)
    const headers = { 'content-type': 'application/json' }
    const asked = { method: 'DELETE', headers, body: JSON.stringify({ ids: [id] }) }
    return (await fetch(`/api/admin/chats/${chatId}/messages`, asked)).status
  })

const erase = ({ page }: Person): Promise<number> =>
  page.evaluate(async () => {
    const body = JSON.stringify({ chat_ids: [location.hash.slice('#chat='.length)] })
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/admin/chats', { method: 'DELETE', headers, body })).status
  })

test('a visitor reads and writes without a network, in an app that was closed, while the server dies and comes back', async ({
  server,
  visitor,
  admin,
}) => {
  test.setTimeout(90_000)
  const eda = await visitor('Eda', phone)
  const muhsin = await admin(desk)
  await eda.write('silinecek')
  await eda.write('Faturam gelmedi')
  await openFirstThread(muhsin)
  await expect(muhsin.messages).toHaveCount(2)
  await muhsin.write('Bakıyorum')
  await expect(eda.messages).toHaveCount(3)
  await isInstalled(eda.page)

  await deleteFirst(muhsin)
  await expect(eda.messages).toHaveCount(2)
  await expect
    .poll(async () => (await kept(eda.page)).map(({ texts }) => texts))
    .toEqual([['Faturam gelmedi', 'Bakıyorum']])

  await eda.context.setOffline(true)
  await eda.page.close()
  await server.kill()
  const later = personOf(await eda.context.newPage())
  await later.page.goto(server.origin)
  await expect.poll(later.texts).toEqual(['Faturam gelmedi', 'Bakıyorum'])
  await expect(lineBanner(later)).toContainText(
    /İnternet yok\. Son hâli gösteriliyor: \d\d:\d\d\. Yazdıklarınız sırada bekler\./,
  )
  await later.write('bir')
  await later.write('iki')
  await expect(later.page.locator('li.msg[data-state="queued"]')).toHaveCount(2)

  await server.start()
  await isOpen(muhsin)
  await muhsin.write('Buldum')
  await expect(muhsin.messages.last()).toHaveAttribute('data-state', /sent|seen/)
  await later.context.setOffline(false)
  await isOpen(later)
  await expect(lineBanner(later)).toBeHidden()
  for (const person of [later, muhsin])
    await expect.poll(person.texts).toEqual(['Faturam gelmedi', 'Bakıyorum', 'Buldum', 'bir', 'iki'])
  await expect(later.page.locator('li.msg:not([data-id])')).toHaveCount(0)

  await later.page.getByRole('button', { name: 'Daha fazla' }).click()
  await later.page.getByText('Siz değil misiniz?').click()
  await later.page.getByRole('button', { name: 'Baştan başla' }).click()
  await later.page.locator('#name').waitFor()
  await expect.poll(() => kept(later.page)).toEqual([])
})

test('the desk opens without a network as it was seen last, and forgets what was erased meanwhile', async ({
  server,
  visitor,
  admin,
}) => {
  const can = await visitor('Can')
  await can.write('ben Can')
  await (await visitor('Eda')).write('ben Eda')
  const muhsin = await admin(desk)
  const openThread = (person: Person, name: string) =>
    person.page.locator('#threads > li', { hasText: name }).locator('button').first().click()
  await expect(muhsin.page.locator('#threads > li')).toHaveCount(2)
  await openThread(muhsin, 'Eda')
  await expect(muhsin.messages).toHaveCount(1)
  await isInstalled(muhsin.page)
  await muhsin.page.goto(`${server.origin}/admin`)
  await isOpen(muhsin)
  await expect(muhsin.page.locator('#threads > li')).toHaveCount(2)

  await muhsin.context.setOffline(true)
  await muhsin.page.close()
  await server.kill()
  const later = personOf(await muhsin.context.newPage())
  await later.page.goto(`${server.origin}/admin`)
  await expect(later.page.locator('#threads > li')).toHaveCount(2)
  await openThread(later, 'Can')
  await expect(later.page.locator('.placeholder')).toContainText('Şu anda yüklenemiyor')
  await openThread(later, 'Eda')
  await expect.poll(later.texts).toEqual(['ben Eda'])
  await expect(lineBanner(later)).toContainText(/Son hâli gösteriliyor: \d\d:\d\d\./)
  await later.write('yanıt')
  await expect(later.messages.last()).toHaveAttribute('data-state', 'queued')

  await server.start()
  await later.context.setOffline(false)
  await isOpen(later)
  await expect(later.messages.last()).toHaveAttribute('data-state', /sent|seen/)
  const edaHash = await later.page.evaluate(() => location.hash)
  await openThread(later, 'Can')
  await expect.poll(later.texts).toEqual(['ben Can'])
  await expect.poll(async () => (await kept(later.page)).length).toBe(2)

  await later.context.setOffline(true)
  await expect(lineBanner(later)).toBeVisible()
  const other = await admin(desk)
  await other.page.goto(`${server.origin}/admin${edaHash}`)
  await erase(other)
  await later.context.setOffline(false)
  await isOpen(later)
  await expect.poll(async () => (await kept(later.page)).map(({ texts }) => texts)).toEqual([['ben Can']])

  await erase(later)
  await expect(can.page.getByText('Bu konuşma kapandı')).toBeVisible()
  await expect.poll(() => kept(can.page)).toEqual([])
  await later.page.locator('nav [aria-label="Daha fazla"]').click()
  await later.page.locator('.menu button', { hasText: 'Çıkış yap' }).click()
  await later.page.locator('#btnOtpSend').waitFor()
  await expect.poll(() => kept(later.page)).toEqual([])
})

test('what an earlier version of the page had not sent yet is sent, though its tab is still open', async ({
  server,
  browser,
}) => {
  const context = await browser.newContext(phone)
  const earlier = await context.newPage()
  await earlier.goto(`${server.origin}/health`)
  await earlier.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ name: 'Eda' })
    const { chat_id } = await (await fetch('/api/session', { method: 'POST', headers, body })).json()
    const opening = indexedDB.open('konusma', 1)
    await new Promise((resolve) => {
      opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'client_id' })
      opening.onsuccess = resolve
    })
    const database = opening.result
    database.onversionchange = () => database.close()
    const rows = database.transaction('outbox', 'readwrite').objectStore('outbox')
    const row = { client_id: 'written-before', chat_id, side: 'user', type: 'text', text: 'eskiden', order: 1 }
    rows.put({ ...row, created_at: Date.now() })
  })

  const eda = personOf(await context.newPage())
  await eda.page.goto(server.origin)

  await expect.poll(eda.texts).toEqual(['eskiden'])
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'sent')
  await context.close()
})

test('a device that is full says that unsent messages are not kept, on both pages, and sends them all the same', async ({
  server,
  browser,
  visitor,
  admin,
}) => {
  const eda = await visitor('Eda')
  await eda.write('ilk')
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'sent')
  const muhsin = await admin()
  await openFirstThread(muhsin)

  for (const person of [eda, muhsin]) {
    const context = await browser.newContext({ ...desk, storageState: await person.context.storageState() })
    const full = personOf(await context.newPage())
    const devtools = await context.newCDPSession(full.page)
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 1 })
    await full.page.goto(person.page.url())
    await expect(full.messages.first()).toContainText('ilk')
    await full.write('dolu')
    await expect(full.page.locator('.toast')).toContainText('Bu tarayıcı yazdıklarınızı saklayamıyor.')
    await expect(full.messages.last()).toHaveAttribute('data-state', /sent|seen/)
    await context.close()
  }
})
