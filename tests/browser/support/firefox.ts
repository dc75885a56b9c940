import { type Browser, launch, type Page } from 'puppeteer-core'
import { findInstalled, firefox } from '#scripts/browsers/browser'

// A dead proxy for everything but local names, and no service that would be asked at the start: nothing leaves it.
const quiet = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': 'localhost,127.0.0.1',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.normandy.enabled': false,
  'services.settings.server': 'http://127.0.0.1:9/v1',
  'browser.safebrowsing.downloads.remote.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'dom.push.connection.enabled': false,
  'intl.accept_languages': 'tr-TR, tr',
}

type Preferences = Record<string, string | number | boolean>

/** A stock Firefox, by WebDriver BiDi; `preferences` win over the quiet ones. */
export const launchFirefox = (preferences: Preferences = {}): Promise<Browser> => {
  const executablePath = process.env.FIREFOX_PATH ?? findInstalled(firefox)
  if (!executablePath) throw new Error('Firefox is not installed')
  return launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // The preference of that service counts only with it.
    env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
    extraPrefsFirefox: { ...quiet, ...preferences },
  })
}

/** Eda, a visitor on a phone, at the beginning of her conversation. */
export const edaIn = async (firefox: Browser, origin: string): Promise<Page> => {
  const eda = await firefox.newPage()
  await eda.setViewport({ width: 390, height: 844 })
  await eda.goto(origin)
  await eda.locator('#name').fill('Eda')
  await eda.locator('#btnStart').click()
  return eda
}
