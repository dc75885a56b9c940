import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '#scripts/browsers/chromium-launch'

/** A browser that keeps what it was given, as a person's own does: one without a profile installs nothing. */
export const openProfile = async (): Promise<{ context: BrowserContext; close: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'konusma-profile-'))
  const context = await chromium.launchPersistentContext(folder, { ...chromiumLaunch, locale: 'tr-TR' })
  const close = async (): Promise<void> => {
    await context.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { context, close }
}

/** The server at `origin` once more at another one, but for the paths that are `missing`. */
export const startWithout = async (origin: string, missing: RegExp) => {
  const proxy = createServer((asked, answer) => {
    if (missing.test(asked.url ?? '')) return void answer.writeHead(404).end()
    const { hostname, port } = new URL(origin)
    const passing = request(
      { hostname, port, path: asked.url, method: asked.method, headers: asked.headers },
      (given) => {
        answer.writeHead(given.statusCode ?? 502, given.headers)
        given.pipe(answer)
      },
    )
    passing.on('error', () => answer.destroy())
    asked.pipe(passing)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const close = (): void => {
    proxy.closeAllConnections()
    proxy.close()
  }
  return { origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, close }
}

/** What keeps Chromium from offering the page as an app. */
export const installabilityErrors = async (page: Page): Promise<string[]> => {
  const devtools = await page.context().newCDPSession(page)
  const { installabilityErrors: errors } = await devtools.send('Page.getInstallabilityErrors')
  await devtools.detach()
  return errors.map(({ errorId }) => errorId)
}

/** The registrations that Chromium knows: the path of the scope, and of the script that is active there. */
export const registrationsOf = async (page: Page): Promise<Map<string, string>> => {
  const devtools = await page.context().newCDPSession(page)
  const scopes = new Map<string, string>()
  const scripts = new Map<string, string>()
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const { registrationId, scopeURL, isDeleted } of registrations)
      isDeleted ? scopes.delete(registrationId) : scopes.set(registrationId, new URL(scopeURL).pathname)
  })
  const told = new Promise<void>((resolve) =>
    devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const { registrationId, scriptURL, status } of versions)
        if (status === 'activated') scripts.set(registrationId, new URL(scriptURL).pathname)
      if (scripts.size > 1) resolve()
    }),
  )
  await devtools.send('ServiceWorker.enable')
  await told
  await devtools.detach()
  return new Map([...scopes].map(([id, scope]) => [scope, scripts.get(id) ?? '']))
}

/** Resolves once a worker answers for the page. */
export const controlled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { serviceWorker } = navigator
    if (serviceWorker.controller) return
    await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
  })

/** Has the browser look for another worker; resolves once that is installed, whatever becomes of it then. */
export const updated = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    const found = new Promise<ServiceWorker | null | undefined>((resolve) =>
      registration?.addEventListener('updatefound', () => resolve(registration.installing), { once: true }),
    )
    await registration?.update()
    const worker = await found
    await new Promise<void>((resolve) => {
      const look = () => worker?.state !== 'installing' && resolve()
      worker?.addEventListener('statechange', look)
      look()
    })
  })
