import { expect, type Page } from '@playwright/test'
import { callPayload, messagePayload, missedPayload } from '#tests/sw/payloads'
import { desk, test } from './support/people.ts'
import { hearWorker, pusherOf, workerOf } from './support/pushes.ts'

test.use({ serviceWorkers: 'allow' })

type Shown = { title: string; body: string; tag: string; lang: string; stays: boolean; actions: string[] }

/** What the worker of a scope shows now, oldest first. */
const shownBy = (page: Page, scope: string): Promise<Shown[]> =>
  page.evaluate(async (at) => {
    type InFull = Notification & { actions?: { action: string }[] }
    const all: InFull[] = (await (await navigator.serviceWorker.getRegistration(at))?.getNotifications()) ?? []
    return all.map(({ title, body, tag, lang, requireInteraction, actions = [] }) => ({
      title,
      body,
      tag,
      lang,
      stays: requireInteraction,
      actions: actions.map(({ action }) => action),
    }))
  }, scope)

test('whatever is pushed to Chromium is shown, and the open page hears of it', async ({
  browser,
  server,
  complaints,
}) => {
  const context = await browser.newContext({ ...desk, permissions: ['notifications'] })
  const [visitor, admin] = [await context.newPage(), await context.newPage()]
  for (const page of [visitor, admin]) page.on('pageerror', (fault) => complaints.push(fault.message))
  await visitor.goto(server.origin)
  await admin.goto(`${server.origin}/admin`)
  for (const page of [visitor, admin]) await workerOf(page)
  const push = await pusherOf(visitor)
  const heardByVisitor = await hearWorker(visitor)
  const heardByAdmin = await hearWorker(admin)

  // Before any push has said what language it speaks, and after.
  await push('/', 'no JSON')
  expect(await heardByVisitor()).toEqual({ type: 'push-arrived', tag: 'something', kind: null })
  for (const content of [messagePayload('Şimdi bakıyorum', 1), messagePayload('Faturanız yolda', 2), '']) {
    await push('/', content)
    expect(await heardByVisitor()).toMatchObject({ type: 'push-arrived', tag: content ? 'chat-1' : 'something' })
  }
  const general = { title: 'Konuşma', body: 'Yeni bir şey var. Görmek için dokunun.', tag: 'something', lang: 'tr' }
  expect(await shownBy(visitor, '/')).toMatchObject([
    { title: 'Muhsin', body: 'Faturanız yolda', tag: 'chat-1' },
    general,
  ])

  await push('/admin', callPayload())
  expect(await heardByAdmin()).toMatchObject({ tag: 'call-1', kind: 'call' })
  await push(
    '/admin',
    callPayload({ tag: 'call-2', data: { call_id: 'call-2', expires_at: '2026-01-02T10:00:00.000Z' } }),
  )
  expect(await heardByAdmin()).toMatchObject({ tag: 'call-2', kind: 'missed' })
  const rings = { title: '📞 Eda arıyor', tag: 'call-1', stays: true, actions: ['answer', 'decline'] }
  const tooLate = { title: 'Cevapsız arama: Eda', tag: 'call-2', stays: false, actions: [] }
  expect(await shownBy(admin, '/admin')).toMatchObject([rings, tooLate])

  await push('/admin', missedPayload())
  expect(await heardByAdmin()).toEqual({ type: 'push-arrived', tag: 'call-1', kind: 'missed' })
  const both = await shownBy(admin, '/admin')
  expect(both.map(({ title, stays }) => [title, stays])).toEqual([
    ['Cevapsız arama: Eda', false],
    ['Cevapsız arama: Eda', false],
  ])
  await context.close()
})
