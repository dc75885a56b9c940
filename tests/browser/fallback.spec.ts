import { expect, type Page } from '@playwright/test'
import { type Person, test } from './support/people.ts'

const line = (person: Person) => person.page.locator('html')

const isStored = (person: Person) => expect(person.messages.last()).toHaveAttribute('data-state', /sent|seen/)

const openFirstThread = async (admin: Person): Promise<void> => {
  await admin.page.locator('#threads > li[data-chat-id]').first().locator('a, button').first().click()
  await admin.page.locator('#txt').waitFor()
}

/** Loads the page again behind a proxy whose sockets a test lets through, swallows or refuses. */
const putBehindProxy = async (page: Page) => {
  const proxy = { sockets: 'pass' as 'pass' | 'swallow' | 'refuse' }
  await page.routeWebSocket(/\/ws/, (socket) => {
    if (proxy.sockets === 'refuse') return void socket.close()
    const server = socket.connectToServer()
    socket.onMessage((frame) => proxy.sockets === 'pass' && server.send(frame))
    server.onMessage((frame) => proxy.sockets === 'pass' && socket.send(frame))
  })
  return proxy
}

test('a line that brings nothing any more is said within 35 seconds, messages come by asking, and all stand once when it is back', async ({
  visitor,
  admin,
}) => {
  test.setTimeout(60_000)
  const eda = await visitor('Eda')
  const proxy = await putBehindProxy(eda.page)
  await eda.page.clock.install()
  await eda.page.reload()
  await expect(line(eda)).toHaveAttribute('data-line', 'open')
  for (const text of ['bir', 'iki']) await eda.write(text)
  await expect(eda.page.locator('li.msg[data-id]')).toHaveCount(2)
  const muhsin = await admin()
  await openFirstThread(muhsin)
  await expect(muhsin.messages).toHaveCount(2)

  proxy.sockets = 'swallow'
  await muhsin.write('görünür mü')
  await isStored(muhsin)
  await eda.page.clock.runFor(33_000)
  await expect(line(eda)).toHaveAttribute('data-line', 'down')
  await eda.page.clock.runFor(2_000)
  await expect(eda.page.locator('.banner')).toBeVisible()

  await eda.page.clock.runFor(6_000)
  await expect(eda.messages).toHaveCount(3)
  await expect(eda.page.locator('.banner')).toContainText('Canlı bağlantı yok.')
  await eda.write('bekleyen')
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'queued')
  expect(await deleteOldest(muhsin)).toBe(200)
  await expect(muhsin.messages).toHaveCount(2)
  await muhsin.write('bir daha')
  await isStored(muhsin)
  await eda.page.clock.runFor(7_000)
  await expect.poll(eda.texts).toEqual(['iki', 'görünür mü', 'bir daha', 'bekleyen'])

  proxy.sockets = 'pass'
  // A try that was swallowed is given up after ten seconds.
  await eda.page.clock.runFor(11_000)
  const tryNow = eda.page.locator('.banner button')
  await expect(async () => {
    if (await tryNow.isVisible()) await tryNow.click({ timeout: 500 })
    await expect(line(eda)).toHaveAttribute('data-line', 'open', { timeout: 500 })
  }).toPass()
  await expect(eda.page.locator('.banner')).toBeHidden()
  for (const person of [eda, muhsin])
    await expect.poll(person.texts).toEqual(['iki', 'görünür mü', 'bir daha', 'bekleyen'])
  await expect(eda.page.locator('li.msg[data-id]')).toHaveCount(4)
})

const deleteOldest = (admin: Person): Promise<number> =>
  admin.page.evaluate(async () => {
    const chatId = location.hash.slice('#chat='.length)
    const id = Number(document.querySelector<HTMLElement>('#msgs > li.msg')?.dataset.id)
    const answer = await fetch(`/api/admin/chats/${chatId}/messages`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ids: [id] }),
    })
    return answer.status
  })

test('where no socket comes through at all, list and conversation are there and stay up to date', async ({
  visitor,
  admin,
}) => {
  const eda = await visitor('Eda')
  await eda.write('ilk')
  await expect(eda.page.locator('li.msg[data-id]')).toHaveCount(1)
  const muhsin = await admin()
  const proxy = await putBehindProxy(muhsin.page)
  proxy.sockets = 'refuse'
  await muhsin.page.reload()

  await openFirstThread(muhsin)
  await expect(muhsin.messages).toHaveCount(1)
  await expect(muhsin.page.locator('.banner:not(.sky)')).toContainText('Canlı bağlantı yok.')
  const chatId = await muhsin.page.locator('#threads > li').getAttribute('data-chat-id')
  await eda.write('ikinci')
  await expect(muhsin.messages).toHaveCount(2, { timeout: 12_000 })
  await expect(muhsin.page.locator(`#threads > li[data-chat-id="${chatId}"]`)).toContainText('ikinci', {
    timeout: 12_000,
  })
  await muhsin.write('yanıt')
  await expect(muhsin.messages.last()).toHaveAttribute('data-state', 'queued')

  proxy.sockets = 'pass'
  // Not by the key of the banner: the page may come back by itself while it is being pressed.
  await muhsin.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(line(muhsin)).toHaveAttribute('data-line', 'open')
  for (const person of [eda, muhsin]) await expect.poll(person.texts).toEqual(['ilk', 'ikinci', 'yanıt'])
})
