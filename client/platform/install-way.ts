/** What is known of a browser; `isStandalone`: this page runs as an installed app. */
export type Surroundings = { userAgent: string; touchPoints: number; isStandalone: boolean }

/** How a person puts a page onto the home screen where the browser does not offer it; `ios-inside`: inside of another app. */
export type HandWay = 'safari' | 'ios-browser' | 'ios-inside' | 'android'

const otherIosBrowser = /\b(?:CriOS|FxiOS|EdgiOS|OPT|OPiOS|OPX|YaBrowser|DuckDuckGo|Ddg|Brave|GSA)\//
const otherIosApp = /\b(?:Instagram|FBA[NV]|Line|LinkedInApp|Snapchat|musical_ly)\b/
const leastIosWithPush = 16.4

const isMacWithTouch = ({ userAgent, touchPoints }: Surroundings): boolean =>
  /\bMacintosh\b/.test(userAgent) && touchPoints > 1

/** An iPad says that it is a Mac; no Mac has a touch screen. */
export const isIos = (surroundings: Surroundings): boolean =>
  /\b(?:iPhone|iPad|iPod)\b/.test(surroundings.userAgent) || isMacWithTouch(surroundings)

const iosWay = (userAgent: string): HandWay => {
  if (otherIosBrowser.test(userAgent)) return 'ios-browser'
  // A page that another app shows inside of itself mostly names no Safari.
  return /\bSafari\//.test(userAgent) && !otherIosApp.test(userAgent) ? 'safari' : 'ios-inside'
}

/** The way by the person's own hand; null where there is none, or none is needed. */
export const handWayOf = (surroundings: Surroundings): HandWay | null => {
  const { userAgent, isStandalone } = surroundings
  if (isStandalone) return null
  if (isIos(surroundings)) return iosWay(userAgent)
  return /\bAndroid\b/.test(userAgent) && /\b(?:Firefox|SamsungBrowser)\//.test(userAgent) ? 'android' : null
}

const iosVersionOf = (userAgent: string): number => {
  const found = /\b(?:OS |Version\/)(\d+)[._](\d+)/.exec(userAgent.replace(/\bOS X [\d_.]+/, ''))
  return found ? Number(`${found[1]}.${found[2]}`) : Number.POSITIVE_INFINITY
}

/** An iPhone or iPad takes pushes for apps of the home screen alone, from iOS 16.4 on. */
export const mustInstallForPushIn = (surroundings: Surroundings): boolean =>
  !surroundings.isStandalone && isIos(surroundings) && iosVersionOf(surroundings.userAgent) >= leastIosWithPush

const isStandalone = (): boolean =>
  ['standalone', 'window-controls-overlay'].some((mode) => matchMedia(`(display-mode: ${mode})`).matches) ||
  ('standalone' in navigator && navigator.standalone === true)

export const surroundings = (): Surroundings => ({
  userAgent: navigator.userAgent,
  touchPoints: navigator.maxTouchPoints,
  isStandalone: isStandalone(),
})
