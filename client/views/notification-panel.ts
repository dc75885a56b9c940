import type { Texts } from '#client/i18n/tr'
import type { NotifyTexts } from '#client/i18n/tr-notify'
import type { NotifyPhase, NotifyState, PushFate, PushTrial } from '#client/state/notify'
import type { Side } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { createDates } from './dates.ts'
import { el, setAttribute } from './element.ts'
import { createOutcome } from './outcome.ts'
import { createSettingRow } from './setting-row.ts'
import { createWays } from './steps.ts'
import { createSwitch } from './switch.ts'
import { trialOutcome } from './trial-outcome.ts'
import { createUnblockGuide, type GuideName } from './unblock-guide.ts'

type NotificationPanelOptions = {
  t: Texts
  n: NotifyTexts
  lang: Language
  side: Side
  device: { name: string | null; isHandheld: boolean }
  guide: GuideName
  onSwitch(): void
  onSound(): void
  onTest(): void
  /** Out of a tap: it is to be tried, or looked at, again. */
  onAgain(): void
  onInstallGuide(): void
}

export type NotificationPanelState = {
  notify: NotifyState
  fate: PushFate
  trial: PushTrial
  isSoundOn: boolean
  /** It was looked at again, and nothing had changed. */
  isStillBlocked: boolean
  now: number
}

const busy: ReadonlySet<NotifyPhase> = new Set(['asking', 'starting', 'stopping'])
const switchable: ReadonlySet<NotifyPhase> = new Set(['off', 'on', 'failed', ...busy])

const wordsOf = (
  { phase, reason }: NotifyState,
  n: NotifyTexts,
  side: Side,
): readonly [title: string, hint: string] => {
  switch (phase) {
    case 'none':
      return reason === 'switched_off' ? [n.switchedOff, n.switchedOffHint] : [n.none, n.noneHint]
    case 'install':
      return [n.install, n.installHint]
    case 'off':
      return [n.off, n.offHint]
    case 'asking':
      return [n.asking, n.askingHint]
    case 'starting':
      return [n.starting, n.startingHint]
    case 'stopping':
      return [n.stopping, n.startingHint]
    case 'on':
      return [n.on, side === 'admin' ? n.onHintAdmin : n.onHint]
    case 'blocked':
      return [n.blocked, n.blockedHint]
    case 'failed':
      return [n.failed, n.offHint]
  }
}

/** What the notifications of this device are at, with what can be done about it. */
export const createNotificationPanel = (options: NotificationPanelOptions) => {
  const { t, n, lang, side, device, guide, onSwitch, onSound, onTest, onAgain, onInstallGuide } = options
  const dates = createDates(t, lang)
  const notifySwitch = createSwitch({ label: n.switchLabel, onToggle: onSwitch })
  const soundSwitch = createSwitch({ label: n.sound, onToggle: onSound })
  const state = createSettingRow({ end: notifySwitch.element, isLive: true })
  const here = createSettingRow()
  const sound = createSettingRow({ end: soundSwitch.element })
  const rows = el('div', { class: 'rows' }, state.element, here.element, sound.element)
  const unblock = createUnblockGuide(n, guide)
  const ways = createWays([
    { text: n.noneWays[0] ?? '', icon: 'speaker' },
    { text: n.noneWays[1] ?? '', icon: 'plusBox' },
    { text: n.noneWays[2] ?? '', icon: 'globe' },
  ])
  const outcome = createOutcome()
  const key = (text: string, className: string, run: () => void): HTMLButtonElement => {
    const made = el('button', { type: 'button', class: `key lg wide ${className}`.trim() }, text)
    made.addEventListener('click', () => made.getAttribute('aria-disabled') !== 'true' && run())
    return made
  }
  const test = key(n.test, '', onTest)
  const check = key(n.check, 'sky', onAgain)
  const again = key(n.again, 'sky', onAgain)
  const install = key(n.installKey, 'sky', onInstallGuide)
  const keys = el('div', {}, test, check, again, install)
  const elements = [rows, unblock, ways, outcome.element, keys]

  const showState = (notify: NotifyState): void => {
    const { phase } = notify
    const [title, hint] = wordsOf(notify, n, side)
    const isOn = phase === 'on'
    const isWrong = phase === 'blocked' || phase === 'failed'
    const tone = isOn ? 'green' : isWrong ? 'red' : ''
    state.update({ icon: isOn || busy.has(phase) ? 'bell' : 'bellOff', tone, title, hint })
    notifySwitch.element.hidden = !switchable.has(phase)
    notifySwitch.update({ isOn: isOn || phase === 'asking' || phase === 'starting', isBusy: busy.has(phase) })
  }
  const fateOf = (fate: PushFate, now: number): string => {
    if (fate === 'looking') return n.looking
    if (fate === 'unknown') return n.unknownFate
    if (fate.isFailing) return n.failing
    return fate.lastArrivedAt === null ? n.notYet : n.arrived(dates.moment(fate.lastArrivedAt, now))
  }
  const showHere = (phase: NotifyPhase, fate: PushFate, now: number): void => {
    here.element.hidden = phase !== 'on'
    const isWarning = typeof fate === 'object' && fate.isFailing
    const title = device.name ?? n.unknownDevice
    here.update({ icon: device.isHandheld ? 'device' : 'desktop', tone: '', title, hint: fateOf(fate, now), isWarning })
  }
  const showSound = (phase: NotifyPhase, isOn: boolean): void => {
    sound.element.hidden = phase === 'blocked'
    sound.update({ icon: 'speaker', tone: '', title: n.sound, hint: n.soundHint })
    soundSwitch.update({ isOn })
  }
  const showOutcome = ({ notify: { phase, reason }, trial, isStillBlocked }: NotificationPanelState): void => {
    if (phase === 'failed') outcome.show({ tone: 'amber', text: n.fault(reason ?? '') })
    else if (phase === 'blocked') outcome.show(isStillBlocked ? { tone: 'amber', text: n.stillBlocked } : null)
    else if (reason === 'dismissed') outcome.show({ tone: 'amber', text: n.dismissed })
    else outcome.show(phase === 'on' ? trialOutcome(trial, { t, n, lang }) : null)
  }
  // A key that goes must not take the focus with it.
  const keepFocus = (hadFocus: boolean): void => {
    if (!hadFocus || !document.activeElement?.closest('[hidden]')) return
    const next = elements.flatMap((element) => [...element.querySelectorAll('button')])
    next.find((one) => !one.closest('[hidden]'))?.focus()
  }

  return {
    elements,
    update(panel: NotificationPanelState): void {
      const { phase, reason } = panel.notify
      const hadFocus = elements.some((element) => element.contains(document.activeElement))
      showState(panel.notify)
      showHere(phase, panel.fate, panel.now)
      showSound(phase, panel.isSoundOn)
      unblock.hidden = phase !== 'blocked'
      ways.hidden = phase !== 'none' || reason === 'switched_off'
      test.hidden = phase !== 'on'
      check.hidden = phase !== 'blocked'
      again.hidden = phase !== 'failed'
      install.hidden = phase !== 'install'
      const isTrying = panel.trial.step === 'sending' || panel.trial.step === 'waiting'
      setAttribute(test, 'aria-disabled', isTrying ? 'true' : null)
      showOutcome(panel)
      keepFocus(hadFocus)
    },
  }
}
