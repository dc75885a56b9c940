import type { AppTexts } from '#client/i18n/app-texts'
import type { Texts } from '#client/i18n/tr'
import type { HandWay } from '#client/platform/install-way'
import { el } from './element.ts'
import { createSheet } from './sheet.ts'
import { createSteps, type Step } from './steps.ts'

type InstallGuideOptions = {
  t: Texts
  texts: AppTexts
  way: HandWay
  /** "iPhone" or "iPad". */
  device: string
  onClose?(): void
}

const onAndroid = (texts: AppTexts): Step[] => [
  { text: texts.menuOnAndroid, icon: 'more' },
  { text: texts.addOnAndroid, icon: 'plusBox' },
  { text: texts.confirmOnAndroid, icon: 'check', word: texts.add },
]

const onIos = (texts: AppTexts, way: HandWay): Step[] => [
  ...(way === 'ios-inside' ? [{ text: texts.openInSafari, icon: 'globe' } as const] : []),
  { text: way === 'ios-browser' ? texts.shareInBrowser : texts.shareInSafari, icon: 'share' },
  { text: texts.addOnIos, icon: 'plusBox' },
  { text: texts.confirmOnIos, icon: 'check', word: texts.add },
]

/** How this browser puts the page onto the home screen, step by step with pictures. */
export const openInstallGuideSheet = ({ t, texts, way, device, onClose }: InstallGuideOptions): void => {
  const steps = way === 'android' ? onAndroid(texts) : onIos(texts, way)
  const why = way === 'android' ? texts.whyOnAndroid : texts.whyOnIos(device)
  const lead = el('p', { class: 'lead' }, `${why} ${texts.inSteps[steps.length === 4 ? 4 : 3]}`)
  const done = el('button', { type: 'button', class: 'key sky lg wide' }, texts.understood)
  const sheet = createSheet({
    t,
    title: texts.guideTitle,
    className: 'guide',
    content: [lead, createSteps(steps), done],
    ...(onClose && { onClose }),
  })
  done.addEventListener('click', sheet.close)
  sheet.open()
}
