import { notifyTextsOf } from '#client/i18n/notify-texts'
import type { Clock } from '#client/platform/clock'
import type { NotifyWish } from '#client/platform/notify-wish'
import { createNotifyAsk } from '#client/views/notify-ask'
import { showToast } from '#client/views/toast'
import type { Side } from '#protocol/messages'
import type { Notice } from './app-part.ts'
import type { Words } from './page.ts'
import type { Subscribing } from './subscribing.ts'

type QuestionPorts = {
  side: Side
  adminName: string
  clock: Clock
  words: () => Words
  wish: NotifyWish
  subscribing: Subscribing
  onInstallGuide: () => void
  onBlocked: () => void
  onChange: () => void
}

const dayMs = 24 * 60 * 60_000
const notNowMs = 30 * dayMs
const dismissedMs = dayMs

/** The question whether to tell of what comes: once it is worth it, and never again soon after a "not now". */
export const createNotifyQuestion = (ports: QuestionPorts) => {
  const { side, adminName, clock, words, wish, subscribing, onInstallGuide, onBlocked, onChange } = ports
  let isDue = false
  /** It was answered with yes, and what comes of it is not said yet. */
  let isAnswered = false
  let refresh = (): void => {}

  const mayAsk = (): boolean =>
    isDue &&
    subscribing.isPossible === true &&
    (subscribing.state.phase === 'off' || subscribing.state.phase === 'install') &&
    wish.wanted() !== false &&
    clock.now() >= wish.notBefore()

  const settle = (notAgainForMs = 0): void => {
    isAnswered = false
    if (notAgainForMs > 0) wish.askNotBefore(clock.now() + notAgainForMs)
    onChange()
  }
  const say = (text: string): void => void showToast(text)
  /** What came of a yes; a failure stays on the screen with its reason until somebody answers it. */
  const look = (): void => {
    refresh()
    const { phase, reason } = subscribing.state
    if (!isAnswered || subscribing.isBusy || phase === 'failed') return
    const n = notifyTextsOf(words().lang)
    settle(reason === 'dismissed' ? dismissedMs : 0)
    if (phase === 'on') say(side === 'admin' ? n.nowOnAdmin : n.nowOn(adminName))
    else if (phase === 'blocked') onBlocked()
    else if (reason === 'dismissed') say(n.dismissed)
  }
  const yes = async (): Promise<void> => {
    if (subscribing.state.phase === 'install') return onInstallGuide()
    isAnswered = true
    await subscribing.turnOn()
    look()
  }
  const later = (): void => {
    if (isAnswered) wish.want(null)
    settle(notNowMs)
  }

  const draw = (): Notice => {
    const n = notifyTextsOf(words().lang)
    const question = side === 'admin' ? n.askAdmin : n.askVisitor(adminName)
    const view = createNotifyAsk({ n, question, onYes: () => void yes(), onLater: later })
    refresh = () => {
      const { phase, reason } = subscribing.state
      const fault = isAnswered && phase === 'failed' ? n.fault(reason ?? '') : null
      view.update({ isBusy: isAnswered && subscribing.isBusy, fault })
    }
    refresh()
    return { element: view.element, isWanted: () => isAnswered || mayAsk() }
  }
  return {
    draw,
    look,
    /** From now on there is something to be told of. */
    setDue: (due: boolean): void => {
      isDue = due
    },
  }
}
