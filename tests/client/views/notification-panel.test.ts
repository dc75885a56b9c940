import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { trNotify as n } from '#client/i18n/tr-notify'
import type { NotifyPhase } from '#client/state/notify'
import { createNotificationPanel, type NotificationPanelState } from '#client/views/notification-panel'
import { find, useDom } from '#tests/support/dom'

useDom()

const now = new Date(2026, 10, 22, 13, 0).getTime()
const yesterday = new Date(2026, 10, 21, 18, 53).getTime()

const state = (phase: NotifyPhase, given: Partial<NotificationPanelState> = {}): NotificationPanelState => ({
  notify: { phase, reason: null },
  fate: { lastArrivedAt: null, isFailing: false },
  trial: { step: 'idle' },
  isSoundOn: true,
  isStillBlocked: false,
  now,
  ...given,
})

const createPanel = (first: NotificationPanelState) => {
  const calls = {
    onSwitch: mock(() => {}),
    onSound: mock(() => {}),
    onTest: mock(() => {}),
    onAgain: mock(() => {}),
    onInstallGuide: mock(() => {}),
  }
  const device = { name: 'Chrome, Android', isHandheld: true }
  const panel = createNotificationPanel({
    t: tr,
    n,
    lang: 'tr',
    side: 'user',
    device,
    guide: 'chromeAndroid',
    ...calls,
  })
  document.body.append(...panel.elements)
  panel.update(first)
  return { ...calls, update: panel.update }
}

const seen = (): string => {
  const copy = document.body.cloneNode(true) as HTMLElement
  for (const hidden of copy.querySelectorAll('[hidden]')) hidden.remove()
  return copy.textContent ?? ''
}
const keys = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('button:not([hidden])')]
    .filter((key) => !key.closest('[hidden]'))
    .map((key) => key.textContent || (key.getAttribute('aria-label') ?? ''))
const keyOf = (text: string): HTMLElement => {
  const key = [...document.querySelectorAll('button')].find((one) => one.textContent === text)
  if (!key) throw new Error(`no key ${text}`)
  return key
}
const notifySwitch = (): HTMLElement => find(document, `.switch[aria-label="${n.switchLabel}"]`)

describe('where it is not on', () => {
  test('a browser without notifications says what works instead, and has no switch', () => {
    createPanel(state('none'))

    expect(seen()).toContain(n.none)
    expect(seen()).toContain('açık tutun')
    expect(seen()).toContain('iOS 16.4')
    expect(keys()).toEqual([n.sound])
  })

  test('an iPhone in a tab is shown how to install', () => {
    const { onInstallGuide } = createPanel(state('install'))

    keyOf(n.installKey).click()

    expect(onInstallGuide).toHaveBeenCalledTimes(1)
    expect(keys()).toEqual([n.sound, n.installKey])
  })

  test('what is blocked shows the steps and a key that looks again, and says where nothing changed', () => {
    const { update, onAgain } = createPanel(state('blocked'))
    keyOf(n.check).click()
    update(state('blocked', { isStillBlocked: true }))

    expect(onAgain).toHaveBeenCalledTimes(1)
    expect(keys()).toEqual([n.check])
    expect(document.querySelectorAll('ol.steps:not([hidden]) li').length).toBe(3)
    expect(find(document, '.outcome').textContent).toBe(n.stillBlocked)
  })

  test('a failure says why and can be tried again', () => {
    const { onAgain } = createPanel(state('failed', { notify: { phase: 'failed', reason: 'push_slow' } }))

    keyOf(n.again).click()

    expect(find(document, '[role=status] .outcome').textContent).toBe(n.fault('push_slow'))
    expect(onAgain).toHaveBeenCalledTimes(1)
  })

  test('while it is busy the switch does nothing and keeps the focus', () => {
    const { update, onSwitch } = createPanel(state('off'))
    notifySwitch().focus()
    update(state('starting'))

    notifySwitch().click()

    expect(onSwitch).toHaveBeenCalledTimes(0)
    expect(document.activeElement).toBe(notifySwitch())
    expect(notifySwitch().getAttribute('aria-disabled')).toBe('true')
  })
})

describe('where it is on', () => {
  test('the switch says so and turns it off', () => {
    const { onSwitch } = createPanel(state('on'))

    notifySwitch().click()

    expect(notifySwitch().getAttribute('aria-checked')).toBe('true')
    expect(onSwitch).toHaveBeenCalledTimes(1)
  })

  test('the device and its last push are named', () => {
    const { update } = createPanel(state('on'))
    expect(seen()).toContain(n.notYet)

    update(state('on', { fate: { lastArrivedAt: yesterday, isFailing: false } }))
    expect(seen()).toContain('Chrome, AndroidSon bildirim: dün 18:53 ulaştı')

    update(state('on', { fate: { lastArrivedAt: yesterday, isFailing: true } }))
    expect(find(document, '.wrong').textContent).toBe(n.failing)
  })

  test('the test key sends once, waits, and the outcome is said', () => {
    const { update, onTest } = createPanel(state('on'))
    keyOf(n.test).click()
    update(state('on', { trial: { step: 'waiting' } }))
    keyOf(n.test).click()
    update(state('on', { trial: { step: 'arrived', afterMs: 812 } }))

    expect(onTest).toHaveBeenCalledTimes(1)
    expect(find(document, '[role=status] .outcome.green').textContent).toBe('Deneme ulaştı: 0,8 sn')
  })

  test('a key that goes does not take the focus with it', () => {
    const { update } = createPanel(state('blocked'))
    keyOf(n.check).focus()

    update(state('on'))

    expect(document.activeElement).toBe(notifySwitch())
  })

  test('the sound has a switch of its own', () => {
    const { update, onSound } = createPanel(state('on'))
    const sound = find(document, `.switch[aria-label="${n.sound}"]`)

    sound.click()
    update(state('on', { isSoundOn: false }))

    expect(onSound).toHaveBeenCalledTimes(1)
    expect(sound.getAttribute('aria-checked')).toBe('false')
  })
})
