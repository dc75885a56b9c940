import { describe, expect, test } from 'bun:test'
import { handWayOf, mustInstallForPushIn, type Surroundings } from '#client/platform/install-way'

const iphone = (system: string, rest: string): string =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ${rest}`
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'

const agents = {
  iphoneSafari: iphone('18_5', 'Version/18.5 Mobile/15E148 Safari/604.1'),
  iphoneOld: iphone('16_3', 'Version/16.3 Mobile/15E148 Safari/604.1'),
  iphoneChrome: iphone('18_5', 'CriOS/136.0.7103.91 Mobile/15E148 Safari/604.1'),
  iphoneFirefox: iphone('18_5', 'FxiOS/138.0 Mobile/15E148 Safari/605.1.15'),
  iphoneEdge: iphone('18_5', 'Version/18.0 EdgiOS/136.0 Mobile/15E148 Safari/605.1.15'),
  iphoneInstagram: iphone('18_5', 'Mobile/15E148 Instagram 380.0.0.28.85 (iPhone14,5; iOS 18_5; tr_TR)'),
  iphoneLine: iphone('18_5', 'Mobile/15E148 Safari/604.1 Line/15.6.0'),
  macSafari: `${mac} Version/18.5 Safari/605.1.15`,
  ipadOld: `${mac} Version/16.3 Safari/605.1.15`,
  androidChrome: 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/136.0.0.0 Mobile Safari/537.36',
  androidFirefox: 'Mozilla/5.0 (Android 15; Mobile; rv:138.0) Gecko/138.0 Firefox/138.0',
  samsung:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  desktopFirefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:138.0) Gecko/20100101 Firefox/138.0',
  desktopChrome: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/136.0.0.0 Safari/537.36',
}

const given = (agent: keyof typeof agents, change: Partial<Surroundings> = {}): Surroundings => ({
  userAgent: agents[agent],
  touchPoints: 0,
  isStandalone: false,
  ...change,
})

describe('the way onto the home screen by hand', () => {
  test('is none where the browser offers it by itself, or cannot do it at all', () => {
    for (const agent of ['androidChrome', 'desktopChrome', 'desktopFirefox', 'macSafari'] as const)
      expect(handWayOf(given(agent))).toBeNull()
  })

  test('is none in an app that is installed', () => {
    for (const agent of ['iphoneSafari', 'iphoneChrome', 'androidFirefox', 'samsung'] as const)
      expect(handWayOf(given(agent, { isStandalone: true }))).toBeNull()
  })

  test('leads through Safari’s share key on an iPhone, and on an iPad that calls itself a Mac', () => {
    expect(handWayOf(given('iphoneSafari'))).toBe('safari')
    expect(handWayOf(given('macSafari', { touchPoints: 5 }))).toBe('safari')
  })

  test('leads through the share key of another browser there', () => {
    for (const agent of ['iphoneChrome', 'iphoneFirefox', 'iphoneEdge'] as const)
      expect(handWayOf(given(agent))).toBe('ios-browser')
  })

  test('leads out of an app that shows the page inside of itself', () => {
    for (const agent of ['iphoneInstagram', 'iphoneLine'] as const) expect(handWayOf(given(agent))).toBe('ios-inside')
  })

  test('leads through the menu of Firefox and Samsung Internet on Android', () => {
    expect(handWayOf(given('androidFirefox'))).toBe('android')
    expect(handWayOf(given('samsung'))).toBe('android')
  })
})

describe('whether pushes need an installed app', () => {
  test('no, where a browser takes them itself', () => {
    for (const agent of ['androidChrome', 'androidFirefox', 'desktopFirefox', 'macSafari'] as const)
      expect(mustInstallForPushIn(given(agent))).toBe(false)
  })

  test('no, in the installed app', () => {
    expect(mustInstallForPushIn(given('iphoneSafari', { isStandalone: true }))).toBe(false)
  })

  test('no, where even the installed app takes none', () => {
    expect(mustInstallForPushIn(given('iphoneOld'))).toBe(false)
    expect(mustInstallForPushIn(given('ipadOld', { touchPoints: 5 }))).toBe(false)
  })

  test('yes, in every browser of an iPhone or iPad', () => {
    for (const agent of ['iphoneSafari', 'iphoneChrome', 'iphoneFirefox', 'iphoneInstagram'] as const)
      expect(mustInstallForPushIn(given(agent))).toBe(true)
    expect(mustInstallForPushIn(given('macSafari', { touchPoints: 5 }))).toBe(true)
  })
})
