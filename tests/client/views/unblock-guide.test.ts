import { expect, test } from 'bun:test'
import { enNotify } from '#client/i18n/en-notify'
import { trNotify } from '#client/i18n/tr-notify'
import { createUnblockGuide, guideOf } from '#client/views/unblock-guide'
import { useDom } from '#tests/support/dom'

useDom()

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const agents = {
  androidChrome: `Mozilla/5.0 (Linux; Android 16; K) ${webkit} Chrome/157.0.0.0 Mobile Safari/537.36`,
  androidEdge: `Mozilla/5.0 (Linux; Android 16; K) ${webkit} Chrome/157.0.0.0 Mobile Safari/537.36 EdgA/157.0.0.0`,
  samsung: `Mozilla/5.0 (Linux; Android 16; K) ${webkit} SamsungBrowser/30.0 Chrome/140.0.0.0 Mobile Safari/537.36`,
  androidFirefox: 'Mozilla/5.0 (Android 16; Mobile; rv:160.0) Gecko/160.0 Firefox/160.0',
  chrome: `Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/157.0.0.0 Safari/537.36`,
  edge: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/157.0.0.0 Safari/537.36 Edg/157.0.0.0`,
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:160.0) Gecko/20100101 Firefox/160.0',
  safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/27.2 Safari/605.1.15',
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  unknown: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/27.0 Safari/605.1.15',
}
const guide = (userAgent: string, { touchPoints = 0, isStandalone = false } = {}) =>
  guideOf({ userAgent, touchPoints, isStandalone })

test('a browser that is not known gets steps that hold everywhere', () => {
  expect([guide(agents.unknown), guide('')]).toEqual(['other', 'other'])
})

test('each browser gets its own steps', () => {
  expect(Object.values(agents).map((agent) => guide(agent))).toEqual([
    'chromeAndroid',
    'chromeAndroid',
    'samsung',
    'firefoxAndroid',
    'chromeDesktop',
    'chromeDesktop',
    'firefoxDesktop',
    'safariMac',
    'iosApp',
    'other',
  ])
})

test('an iPad says that it is a Mac and is known by its touch screen', () => {
  expect(guide(agents.safari, { touchPoints: 5, isStandalone: true })).toBe('iosApp')
})

test('an installed app has no address bar to look into', () => {
  expect(guide(agents.androidChrome, { isStandalone: true })).toBe('androidApp')
  expect(guide(agents.edge, { isStandalone: true })).toBe('desktopApp')
})

test('every guide is three numbered steps with a picture each, in both languages', () => {
  for (const n of [trNotify, enNotify]) {
    for (const name of Object.keys(n.guides) as (keyof typeof n.guides)[]) {
      const steps = [...createUnblockGuide(n, name).querySelectorAll('li')]
      expect(steps.map((step) => step.querySelector('.n')?.textContent)).toEqual(['1', '2', '3'])
      expect(steps.every((step) => step.querySelector('svg'))).toBe(true)
      expect(steps.every((step) => !step.textContent?.includes('*'))).toBe(true)
    }
  }
})
