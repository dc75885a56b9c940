import { expect, type Page } from '@playwright/test'
import type { Browser as Firefox, Page as FirefoxPage } from 'puppeteer-core'
import { chromiumWithMedia } from '#scripts/browsers/chromium-launch'
import { startTurnServer } from '#tests/support/turn-server'
import { answerer, call, caller, type Flow, hangUp, isHeard, pathOf, readFlow } from './support/calling.ts'
import { watchConnections } from './support/connections.ts'
import { edaIn, launchFirefox } from './support/firefox.ts'
import { test } from './support/people.ts'
import { type RealServer, startRealServer } from './support/real-server.ts'
import { until } from './support/until.ts'

test.use({ launchOptions: chromiumWithMedia, watchesCalls: true })
test.setTimeout(120_000)

/** The same at a server that lets calls go through a relay alone. */
const relayed = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  server: async ({}, use) => {
    const relay = await startTurnServer({ peers: 'loopback' })
    const server = await startRealServer({
      STUN_URLS: '',
      TURN_URLS: relay.url,
      TURN_SECRET: relay.secret,
      ICE_TRANSPORT_POLICY: 'relay',
    })
    await use(server)
    await server.end()
    await relay.stop()
  },
})

const fakeMedia = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
}

const flowOf = (page: FirefoxPage): Promise<Flow> => page.evaluate(readFlow)

const isHeardIn = async (page: FirefoxPage): Promise<void> => {
  const { energy } = await flowOf(page)
  await until('Firefox hears', async () => (await flowOf(page)).energy > energy + 1e-3)
}

const edaInFirefox = async (firefox: Firefox, server: RealServer): Promise<FirefoxPage> => {
  const eda = await edaIn(firefox, server.origin)
  await eda.waitForSelector('#txt')
  await eda.evaluateOnNewDocument(watchConnections)
  await eda.reload()
  await eda.waitForSelector('html[data-line="open"] #btnCall')
  return eda
}

/** Pressed once it can be: who pressed something just before is kept from answering by mistake. */
const answerIn = async (page: FirefoxPage): Promise<void> => {
  await page.waitForFunction(() => {
    const key = document.querySelector('#btnAccept')
    const { x = 0, y = 0, width = 0, height = 0 } = key?.getBoundingClientRect() ?? {}
    return width > 0 && key?.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })
  await page.locator('#btnAccept').click()
}

const isActive = async (eda: FirefoxPage, muhsin: Page): Promise<void> => {
  await eda.waitForSelector('#callPanel[data-state="active"]')
  await expect(muhsin.locator('#callPanel')).toHaveAttribute('data-state', 'active')
  // Its tone is soft, and silence between two beeps is long.
  await Promise.all([isHeardIn(eda), isHeard(muhsin, 'Muhsin in Chromium')])
}

test('Firefox and Chromium hear each other, whoever rings, and see the camera', async ({ server, admin }) => {
  const muhsin = await admin(answerer)
  const firefox = await launchFirefox(fakeMedia)
  try {
    const eda = await edaInFirefox(firefox, server)
    await eda.locator('#btnCall').click()
    await muhsin.page.locator('#btnAccept').click()
    await isActive(eda, muhsin.page)
    await muhsin.page.locator('#btnCam').click()
    await until('Firefox sees', async () => (await flowOf(eda)).frames > 3)
    await eda.locator('#btnHangup').click()
    await expect(muhsin.page.locator('#callPanel')).toBeHidden()

    await muhsin.page.locator('#btnPhone').click()
    await answerIn(eda)
    await isActive(eda, muhsin.page)
  } finally {
    await firefox.close()
  }
})

relayed(
  'where addresses are to stay hidden a call goes through the TURN server, and by no other path',
  async ({ visitor, admin }) => {
    const eda = await visitor('Eda', caller)
    const muhsin = await admin(answerer)

    await call(eda, muhsin)

    await Promise.all([isHeard(eda.page, 'Eda'), isHeard(muhsin.page, 'Muhsin')])
    expect([await pathOf(eda.page), await pathOf(muhsin.page)]).toEqual(['relay', 'relay'])
    await hangUp(eda, muhsin)
  },
)
