import type { NotifyTexts } from '#client/i18n/tr-notify'
import { isIos, type Surroundings } from '#client/platform/install-way'
import type { IconName } from './icon.ts'
import { createSteps } from './steps.ts'

export type GuideName = keyof NotifyTexts['guides']

const icons: Record<GuideName, readonly [IconName, IconName, IconName]> = {
  chromeAndroid: ['lock', 'bell', 'undo'],
  samsung: ['lock', 'bell', 'undo'],
  firefoxAndroid: ['lock', 'bell', 'undo'],
  androidApp: ['device', 'bell', 'undo'],
  chromeDesktop: ['info', 'bell', 'undo'],
  desktopApp: ['more', 'bell', 'undo'],
  firefoxDesktop: ['bellOff', 'bell', 'undo'],
  safariMac: ['desktop', 'bell', 'undo'],
  iosApp: ['device', 'bell', 'undo'],
  other: ['lock', 'bell', 'undo'],
}

const androidGuide = ({ userAgent, isStandalone }: Surroundings): GuideName => {
  if (isStandalone) return 'androidApp'
  if (/\bSamsungBrowser\//.test(userAgent)) return 'samsung'
  return /\bFirefox\//.test(userAgent) ? 'firefoxAndroid' : 'chromeAndroid'
}

/** Where in this browser a site's notifications are allowed again. */
export const guideOf = (surroundings: Surroundings): GuideName => {
  const { userAgent, isStandalone } = surroundings
  if (isIos(surroundings)) return 'iosApp'
  if (/\bAndroid\b/.test(userAgent)) return androidGuide(surroundings)
  if (/\bFirefox\//.test(userAgent)) return 'firefoxDesktop'
  if (/\b(?:Chrome|Chromium|HeadlessChrome)\//.test(userAgent)) return isStandalone ? 'desktopApp' : 'chromeDesktop'
  return /\bMacintosh\b/.test(userAgent) && /\bSafari\//.test(userAgent) ? 'safariMac' : 'other'
}

export const createUnblockGuide = (n: NotifyTexts, guide: GuideName): HTMLElement =>
  createSteps(n.guides[guide].map((text, at) => ({ text, icon: icons[guide][at] ?? 'bell' })))
