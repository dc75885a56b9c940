import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test as base, type Person, phone } from './support/people.ts'
import { type RealServer, startRealServer } from './support/real-server.ts'
import { assetsOf, makeVersions } from './support/versions.ts'

/** A version whose field for messages says which it is. */
const changesOf = (version: number, generation = 1) =>
  [
    ['package.json', '"version": "', `"version": "${version}.`],
    ['client/i18n/tr.ts', 'Mesaj yazın…', `Sürüm ${version}…`],
    ['server/protocol/limits.ts', 'clientGeneration = 1', `clientGeneration = ${generation}`],
  ] as const

/** The later version has the worker of the earlier one: no update is ever found. */
const keepWorker = async (from: string, to: string): Promise<void> => {
  for (const end of ['', '.br', '.gz'])
    await cp(join(from, `dist/public/sw.js${end}`), join(to, `dist/public/sw.js${end}`)).catch(() => undefined)
}

type Checkouts = { one: string; two: string; three: string; four: string }

const test = base.extend<{ server: RealServer }, { checkouts: Checkouts }>({
  checkouts: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const versions = await makeVersions()
      try {
        const [one, two, three, four] = await Promise.all([
          versions.make('one', changesOf(1)),
          versions.make('two', changesOf(2)),
          versions.make('three', changesOf(3, 2)),
          versions.make('four', changesOf(4, 3)),
        ])
        await keepWorker(three, four)
        await use({ one, two, three, four })
      } finally {
        await versions.end()
      }
    },
    { scope: 'worker' },
  ],

  server: async ({ checkouts }, use) => {
    const server = await startRealServer({}, checkouts.one)
    await use(server)
    await server.end()
  },
})

test.use({ serviceWorkers: 'allow' })

const field = ({ page }: Person) => page.locator('#txt')
const notice = ({ page }: Person) => page.locator('.banner', { hasText: 'Yeni sürüm hazır.' })

const workerStands = ({ page }: Person): Promise<unknown> =>
  page.evaluate(async () => {
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      )
    await navigator.serviceWorker.ready
  })

const countLoads = (page: Page): (() => number) => {
  let loads = 0
  page.on('load', () => loads++)
  return () => loads
}

const showCall = ({ page }: Person): Promise<void> =>
  page.evaluate(() => {
    const panel = document.createElement('div')
    panel.id = 'callPanel'
    document.body.append(panel)
  })

const endCall = ({ page }: Person): Promise<void> =>
  page.evaluate(() => {
    document.getElementById('callPanel')?.setAttribute('hidden', '')
  })

const replace = async (server: RealServer, checkout: string): Promise<void> => {
  await server.kill()
  await server.start(checkout)
}

test('a new version asks, never during a call, and loses nothing', async ({
  checkouts,
  server,
  visitor,
  anotherTab,
}) => {
  const eda = await visitor('Eda', phone)
  await workerStands(eda)
  const other = await anotherTab(eda)
  await expect(field(other)).toHaveAttribute('placeholder', 'Sürüm 1…')
  const [loads, otherLoads] = [countLoads(eda.page), countLoads(other.page)]
  await showCall(eda)

  await replace(server, checkouts.two)

  await expect(notice(other)).toBeVisible()
  await expect(notice(eda)).toHaveCount(0)
  await endCall(eda)
  await expect(notice(eda)).toBeVisible()

  const ofBoth = new Set(await assetsOf(checkouts.two))
  const ofTheOld = (await assetsOf(checkouts.one)).filter((path) => !ofBoth.has(path))
  expect(ofTheOld).not.toEqual([])
  for (const path of ofTheOld) expect((await fetch(server.origin + path)).status, path).toBe(200)
  await eda.write('eski sekme de yazar')
  await expect(eda.messages.first()).toHaveAttribute('data-state', 'sent')
  await field(eda).fill('yarım kalan')
  expect([loads(), otherLoads()]).toEqual([0, 0])

  await notice(eda).getByRole('button', { name: 'Yenile' }).click()
  await expect(field(eda)).toHaveAttribute('placeholder', 'Sürüm 2…')
  await expect(field(eda)).toHaveValue('yarım kalan')
  await expect(eda.page.locator('html')).toHaveAttribute('data-line', 'open')
  await expect(notice(eda)).toHaveCount(0)
  await expect(notice(other)).toBeVisible()
  await expect(field(other)).toHaveAttribute('placeholder', 'Sürüm 1…')
  expect([loads(), otherLoads()]).toEqual([1, 0])

  await notice(other).getByRole('button', { name: 'Yenile' }).click()
  await expect(field(other)).toHaveAttribute('placeholder', 'Sürüm 2…')
  await expect(other.page.locator('html')).toHaveAttribute('data-line', 'open')
  await expect(notice(other)).toHaveCount(0)
  expect([loads(), otherLoads()]).toEqual([1, 1])
})

test('a version that is too old comes out of its worker, whether that has a newer one or not', async ({
  checkouts,
  server,
  visitor,
}) => {
  const eda = await visitor('Eda', phone)
  await workerStands(eda)
  await eda.page.reload()
  await field(eda).fill('yarım kalan')
  const loads = countLoads(eda.page)
  const reload = eda.page.locator('.toast button', { hasText: 'Yenile' })

  await replace(server, checkouts.three)
  await reload.click()
  await expect(field(eda)).toHaveAttribute('placeholder', 'Sürüm 3…')
  await expect(eda.page.locator('html')).toHaveAttribute('data-line', 'open')
  await workerStands(eda)
  await replace(server, checkouts.four)
  await reload.click()

  await expect(field(eda)).toHaveAttribute('placeholder', 'Sürüm 4…')
  await expect(eda.page.locator('html')).toHaveAttribute('data-line', 'open')
  await expect(field(eda)).toHaveValue('yarım kalan')
  await expect(reload).toHaveCount(0)
  expect(loads()).toBe(2)
})
