import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect } from '@playwright/test'
import { chromiumLaunch } from '#scripts/browsers/chromium-launch'
import { callPayload, messagePayload } from '#tests/sw/payloads'
import { type Front, startFront } from './support/front.ts'
import { type Desktop, type OnDesktop, startDesktop } from './support/notifications.ts'
import { test as base } from './support/people.ts'
import { hearWorker, pusherOf, workerOf } from './support/pushes.ts'
import { startScreen } from './support/screen.ts'
import type { ServerSocket } from './support/socket-server.ts'

type Said = { path: string; event: unknown; data: unknown }

type Fixtures = {
  desktop: Desktop
  /** Where the apps are; its sockets know calls, and nothing else. */
  front: Front
  /** What was said on the sockets of workers, in order. */
  said: Said[]
  context: BrowserContext
}

const refusedCall = 'call-refused'

const keyOf = (words: string, { actions }: OnDesktop): string =>
  Object.keys(actions).find((key) => actions[key] === words) ?? `no button says ${words}`

/** Says hello and yes to everything, but to one call. */
const answerCalls = (said: Said[]) => (path: string, socket: ServerSocket) => {
  socket.onMessage(({ ns, event, data, id }) => {
    if (ns !== '/call') return
    said.push({ path, event, data })
    const isRefused = event === 'call:decline' && JSON.stringify(data).includes(refusedCall)
    socket.send(isRefused ? { ack: id, ok: false, error: { code: 'forbidden' } } : { ack: id, ok: true })
  })
  socket.send({ event: 'hello', data: {} })
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  said: async ({}, use) => use([]),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  desktop: async ({}, use) => {
    const desktop = await startDesktop()
    await use(desktop)
    desktop.end()
  },
  front: async ({ server, said }, use) => {
    const front = await startFront(server.origin, answerCalls(said))
    await use(front)
    await front.end()
  },
  // Only a browser with a screen speaks to a desktop, and only one with a profile of its own opens windows from a worker.
  context: async ({ desktop }, use) => {
    const screen = await startScreen(800, 600)
    const profile = await mkdtemp(join(tmpdir(), 'konusma-profile-'))
    const context = await chromium.launchPersistentContext(profile, {
      ...chromiumLaunch,
      args: [...(chromiumLaunch.args ?? []), '--enable-features=SystemNotifications'],
      headless: false,
      env: { ...process.env, DISPLAY: screen.display, DBUS_SESSION_BUS_ADDRESS: desktop.busAddress } as Record<
        string,
        string
      >,
      permissions: ['notifications'],
      locale: 'tr-TR',
    })
    await use(context)
    await context.close()
    screen.end()
    await rm(profile, { recursive: true, force: true })
  },
})

test.use({ serviceWorkers: 'allow' })

test('a press on a notification leads to the right app, and its buttons answer and decline', async ({
  context,
  front,
  desktop,
  said,
}) => {
  const [visitor, first] = [await context.newPage(), await context.newPage()]
  await visitor.goto(front.origin)
  await first.goto(`${front.origin}/admin`)
  for (const page of [visitor, first]) await workerOf(page)
  const push = await pusherOf(visitor)
  const saidToVisitor = await hearWorker(visitor)
  await first.close()
  const place = `${front.origin}/admin?call=call-1#chat=chat-1`

  // No window of the admin's app is open, and the visitor's is none.
  await push('/admin', messagePayload('Merhaba', 1, { navigate: `${front.origin}/admin#chat=chat-1` }))
  const opening = context.waitForEvent('page')
  desktop.press((await desktop.shown('Muhsin')).id)
  const admin = await opening
  await expect(admin).toHaveURL(`${front.origin}/admin#chat=chat-1`)
  await workerOf(admin)

  // Now one is.
  const saidToAdmin = await hearWorker(admin)
  const open = { type: 'open', url: '/admin?call=call-1#chat=chat-1' }
  await visitor.bringToFront()
  await push('/admin', callPayload({ navigate: place }))
  const ringing = await desktop.shown('📞 Eda arıyor')
  desktop.press(ringing.id, keyOf('Yanıtla', ringing))
  expect(await saidToAdmin()).toMatchObject({ type: 'push-arrived', kind: 'call' })
  expect(await saidToAdmin()).toEqual(open)
  expect(said).toEqual([])

  await push('/admin', callPayload({ navigate: place }))
  const ringingAgain = await desktop.shown('📞 Eda arıyor')
  desktop.press(ringingAgain.id, keyOf('Reddet', ringingAgain))
  await expect.poll(() => said.length).toBe(2)
  expect(said).toEqual([
    { path: '/ws?as=admin&hidden=1', event: 'join', data: { chat_id: 'chat-1' } },
    { path: '/ws?as=admin&hidden=1', event: 'call:decline', data: { chat_id: 'chat-1', call_id: 'call-1' } },
  ])

  const refused = callPayload({ navigate: place, tag: refusedCall, data: { call_id: refusedCall } })
  await push('/admin', refused)
  const third = await desktop.shown('📞 Eda arıyor')
  desktop.press(third.id, keyOf('Reddet', third))
  desktop.press((await desktop.shown('Çağrı reddedilemedi')).id)
  for (const kind of ['call', 'call']) expect(await saidToAdmin()).toMatchObject({ type: 'push-arrived', kind })
  expect(await saidToAdmin()).toEqual(open)

  // The visitor's app hears only of its own, and no window was opened but the one.
  await push('/', messagePayload('Şimdi bakıyorum', 1, { navigate: `${front.origin}/` }))
  desktop.press((await desktop.shown('Muhsin')).id)
  expect(await saidToVisitor()).toMatchObject({ type: 'push-arrived', kind: 'message' })
  expect(await saidToVisitor()).toEqual({ type: 'open', url: '/' })
  expect(context.pages().filter((page) => page.url() !== 'about:blank')).toEqual([visitor, admin])
})
