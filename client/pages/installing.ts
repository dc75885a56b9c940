import { appTextsOf } from '#client/i18n/app-texts'
import type { Clock } from '#client/platform/clock'
import { createInstallMemory } from '#client/platform/install-memory'
import { installOffer } from '#client/platform/install-offer'
import { type HandWay, handWayOf, mustInstallForPushIn, surroundings } from '#client/platform/install-way'
import { keepData } from '#client/platform/persistence'
import { isHandheld } from '#client/views/device-name'
import { openInstallGuideSheet } from '#client/views/install-guide'
import { openInstallSheet } from '#client/views/install-sheet'
import { createNotice } from '#client/views/notice'
import type { Side } from '#protocol/messages'
import type { AppPart } from './app-part.ts'
import type { Words } from './page.ts'

export type InstallingPorts = { side: Side; clock: Pick<Clock, 'now'>; onChange: () => void }

/** This device takes pushes only for an app of the home screen, and this page is not that. */
export const mustInstallForPush = (): boolean => mustInstallForPushIn(surroundings())

const deviceOf = (userAgent: string): string => (/\biPhone\b|\biPod\b/.test(userAgent) ? 'iPhone' : 'iPad')

/** Shows how this browser puts the page onto the home screen; nothing where that is not its way. */
export const openInstallGuide = ({ t, lang }: Words, onClose?: () => void): void => {
  const way = handWayOf(surroundings())
  if (way === null) return
  const device = deviceOf(navigator.userAgent)
  openInstallGuideSheet({ t, texts: appTextsOf(lang), way, device, ...(onClose && { onClose }) })
}

/** Onto the home screen: offered after the first answer, with a guide where the browser has no way of its own. */
export const createInstalling = ({ side, clock, onChange }: InstallingPorts): AppPart => {
  const memory = createInstallMemory(side, clock)
  const isTouched = isHandheld(navigator.userAgent) || navigator.maxTouchPoints > 1
  const { isStandalone } = surroundings()
  let hasAnswer = false
  if (isStandalone) keepData()
  // The offer mostly comes before there is anything to install.
  if (installOffer.isThere()) memory.forgetInstalled()

  const stop = installOffer.onNews((news) => {
    if (news === 'offered') memory.forgetInstalled()
    else {
      memory.keepInstalled()
      keepData()
    }
    onChange()
  })

  const byHand = (): HandWay | null => {
    const way = handWayOf(surroundings())
    // An app that is added from inside of another app would not know this conversation.
    return way === 'ios-inside' ? null : way
  }
  const canInstall = (): boolean =>
    hasAnswer && !isStandalone && !memory.isInstalled() && (installOffer.isThere() || byHand() !== null)
  const beQuiet = (): void => {
    memory.keepQuiet()
    onChange()
  }
  const open = (words: Words): void => {
    if (!installOffer.isThere()) return openInstallGuide(words, beQuiet)
    openInstallSheet({
      t: words.t,
      texts: appTextsOf(words.lang),
      side,
      isHandheld: isTouched,
      onInstall: () => void installOffer.takeUp(),
      onClose: beQuiet,
    })
  }

  const draw = (words: Words): ReturnType<AppPart['draw']> => {
    const texts = appTextsOf(words.lang)
    const isByHand = byHand() !== null
    const element = createNotice({
      icon: 'download',
      title: isByHand ? texts.addOffer : texts.installOffer,
      action: isByHand ? texts.addChoice : texts.install,
      onAction: () => open(words),
      away: { label: texts.notNow, onAway: beQuiet },
    })
    return {
      choices: [
        {
          icon: 'download',
          text: isByHand ? texts.addChoice : texts.installChoice,
          isShown: canInstall,
          onChoose: () => open(words),
        },
      ],
      notice: { element, isWanted: () => canInstall() && !memory.isQuiet() },
    }
  }
  return {
    draw,
    update: ({ hasAnswer: has }) => {
      hasAnswer ||= has
    },
    stop,
  }
}
