import type { AppTexts } from '#client/i18n/app-texts'
import type { Texts } from '#client/i18n/tr'
import type { Side } from '#protocol/messages'
import { el } from './element.ts'
import { type IconName, icon } from './icon.ts'
import { mark } from './mark.ts'
import { createSheet } from './sheet.ts'
import { stressed } from './stressed.ts'

type InstallSheetOptions = {
  t: Texts
  texts: AppTexts
  side: Side
  isHandheld: boolean
  /** In the tap itself: a browser asks its own question only then. */
  onInstall(): void
  onClose(): void
}

const gain = (name: IconName, text: string, tone = ''): HTMLElement =>
  el('li', {}, el('span', { class: `tile ${tone}`.trim() }, icon(name, 'md')), el('p', {}, ...stressed(text)))

const createGains = ({ gains }: AppTexts, side: Side, isHandheld: boolean): HTMLElement =>
  el(
    'ul',
    { class: 'steps' },
    gain('phone', isHandheld ? gains.calls : gains.callsOnDesktop, 'green'),
    gain('bell', gains.tells[side]),
    gain('off', gains.offline[side]),
  )

/** What the installed app brings, before the browser's own question. */
export const openInstallSheet = ({ t, texts, side, isHandheld, onInstall, onClose }: InstallSheetOptions): void => {
  const name = el('div', {}, el('b', {}, texts.appName[side]), el('span', {}, texts.noStore))
  const install = el('button', { type: 'button', class: 'key sky lg wide' }, icon('download'), texts.install)
  const later = el('button', { type: 'button', class: 'key plain wide' }, texts.notNow)
  const sheet = createSheet({
    t,
    title: texts.installTitle,
    className: 'install',
    content: [el('div', { class: 'app-id' }, mark(), name), createGains(texts, side, isHandheld), install, later],
    onClose,
  })
  install.addEventListener('click', () => {
    onInstall()
    sheet.close()
  })
  later.addEventListener('click', sheet.close)
  sheet.open()
}
