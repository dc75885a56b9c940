import { expect } from '@playwright/test'
import { type Person, test } from './support/people.ts'

const openFirstThread = async (admin: Person): Promise<void> => {
  await admin.page.locator('#threads > li[data-chat-id]').first().locator('a, button').first().click()
  await admin.page.locator('#txt').waitFor()
}

const isOpen = (person: Person) =>
  expect(person.page.locator('html')).toHaveAttribute('data-line', 'open', { timeout: 25_000 })

test('killing the server while both type loses and doubles nothing, and the pages come back by themselves', async ({
  server,
  visitor,
  admin,
}) => {
  test.setTimeout(90_000)
  const eda = await visitor('Eda')
  await eda.write('ilk')
  const muhsin = await admin()
  await openFirstThread(muhsin)
  await expect(muhsin.messages).toHaveCount(1)

  const written: { user: string[]; admin: string[] } = { user: ['ilk'], admin: [] }
  for (let round = 0; round < 3; round++) {
    for (let turn = 0; turn < 4; turn++) {
      if (turn === 2) await server.kill()
      const [mine, yours] = [`eda ${round}.${turn}`, `muhsin ${round}.${turn}`]
      await Promise.all([eda.write(mine), muhsin.write(yours)])
      written.user.push(mine)
      written.admin.push(yours)
    }
    await expect(eda.page.locator('html')).toHaveAttribute('data-line', 'down')
    await server.start()
    await Promise.all([isOpen(eda), isOpen(muhsin)])
  }

  for (const person of [eda, muhsin]) {
    await expect(person.messages).toHaveCount(written.user.length + written.admin.length)
    await expect(person.page.locator('li.msg:not([data-id])')).toHaveCount(0)
  }
  const [seenByEda, seenByMuhsin] = [await eda.texts(), await muhsin.texts()]
  expect(seenByEda).toEqual(seenByMuhsin)
  expect(seenByEda.filter((text) => !text.startsWith('muhsin'))).toEqual(written.user)
  expect(seenByEda.filter((text) => text.startsWith('muhsin'))).toEqual(written.admin)
})

test('what is written offline in a tab that is then closed arrives once and in order from a new tab', async ({
  visitor,
  admin,
  anotherTab,
}) => {
  const eda = await visitor('Eda')
  await eda.write('çevrimiçi')
  await expect(eda.messages.last()).toHaveAttribute('data-state', /sent|seen/)
  const muhsin = await admin()
  await openFirstThread(muhsin)

  await eda.context.setOffline(true)
  for (const text of ['bir', 'iki', 'üç']) await eda.write(text)
  await expect(eda.page.locator('li.msg[data-state="queued"]')).toHaveCount(3)
  await expect(eda.page.locator('html')).toHaveAttribute('data-line', 'down')
  await eda.page.close()
  await eda.context.setOffline(false)
  const later = await anotherTab(eda)

  await expect(later.messages).toHaveCount(4)
  await expect(later.page.locator('li.msg[data-id]')).toHaveCount(4)
  await expect(muhsin.messages).toHaveCount(4)
  for (const person of [later, muhsin]) expect(await person.texts()).toEqual(['çevrimiçi', 'bir', 'iki', 'üç'])
})

test('three tabs of one visitor send what each wrote once', async ({ server, visitor, anotherTab }) => {
  const first = await visitor('Eda')
  const tabs = [first, await anotherTab(first), await anotherTab(first)]
  for (const tab of tabs) await isOpen(tab)

  await server.kill()
  for (const [index, tab] of tabs.entries()) await tab.write(`sekme ${index}`)
  await server.start()

  for (const tab of tabs) {
    await expect(tab.page.locator('li.msg[data-id]')).toHaveCount(3, { timeout: 25_000 })
    expect((await tab.texts()).toSorted()).toEqual(['sekme 0', 'sekme 1', 'sekme 2'])
  }
})

test('a line that is down is said in plain words, and goes when it is back', async ({ visitor }) => {
  const eda = await visitor('Eda')
  await isOpen(eda)
  const banner = eda.page.locator('.banner')

  await eda.context.setOffline(true)
  await expect(banner).toContainText('İnternet yok.')
  await eda.context.setOffline(false)

  await isOpen(eda)
  await expect(banner).toBeHidden()
})
