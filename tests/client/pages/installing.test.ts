import { beforeEach, describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { AppMoment } from '#client/pages/app-part'
import { createAppParts } from '#client/pages/app-parts'
import { createInstalling, openInstallGuide } from '#client/pages/installing'
import { catchOffer, caughtOffer } from '#client/platform/install-catch'
import type { Side } from '#protocol/messages'
import { afterwards } from '#tests/support/cleanup'
import { find, useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { override } from '#tests/support/override'
import { has, layPage } from '#tests/support/page'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(() => {
  layPage()
  caughtOffer.event = null
})

const dayMs = 24 * 60 * 60_000
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1'
const android = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/136.0.0.0 Mobile Safari/537.36'
const before: AppMoment = { hasSent: true, hasAnswer: false, unread: 0, hasBanner: false, openChatId: null }

type Given = { userAgent?: string; isStandalone?: boolean; side?: Side }

const setUp = ({ userAgent = android, isStandalone = false, side = 'user' }: Given = {}) => {
  override(navigator, 'userAgent', () => userAgent)
  override(globalThis, 'matchMedia', () => () => ({ matches: isStandalone }))
  const persist = mock(async () => true)
  override(navigator, 'storage', () => ({ persist }))
  const clock = createFakeClock()
  const start = () => {
    const app = createAppParts([createInstalling({ side, clock, onChange: () => app.look() })])
    afterwards(app.stop)
    const { choices, notice } = app.draw({ t: tr, lang: 'tr' })
    find(document, '#page').replaceChildren(notice)
    const isChoiceShown = (): boolean => choices[0]?.isShown?.() ?? true
    return {
      app,
      choose: () => choices[0]?.onChoose(),
      isChoiceShown,
      answer: () => app.update({ ...before, hasAnswer: true }),
    }
  }
  return { clock, persist, start, ...start() }
}

/** The browser offers to install the page; a person who is asked by it answers with `outcome`. */
const offer = (outcome = 'accepted') => {
  const prompt = mock(async () => {})
  const event = Object.assign(new Event('beforeinstallprompt'), { prompt, userChoice: Promise.resolve({ outcome }) })
  caughtOffer.event = event
  dispatchEvent(event)
  return prompt
}

const press = (text: string): void =>
  [...document.querySelectorAll<HTMLElement>('dialog button')].find((key) => key.textContent === text)?.click()

describe('installing is not offered', () => {
  test('before the first answer', () => {
    const { app, isChoiceShown } = setUp()
    offer()

    app.update(before)

    expect(has('.banner')).toBe(false)
    expect(isChoiceShown()).toBe(false)
  })

  test('where the browser cannot do it', () => {
    const { answer, isChoiceShown } = setUp()

    answer()

    expect(has('.banner')).toBe(false)
    expect(isChoiceShown()).toBe(false)
  })

  test('in the installed app, whose data is asked to be kept', () => {
    const { answer, isChoiceShown, persist } = setUp({ isStandalone: true, userAgent: iphone })

    answer()

    expect(has('.banner')).toBe(false)
    expect(isChoiceShown()).toBe(false)
    expect(persist).toHaveBeenCalledTimes(1)
  })

  test('for thirty days to somebody who sent it away, but stays in the menu', () => {
    const { answer, start, clock } = setUp({ userAgent: iphone })
    answer()
    find(document, `.banner [aria-label="Şimdi değil"]`).click()
    expect(has('.banner')).toBe(false)

    clock.advance(30 * dayMs - 1)
    const next = start()
    next.answer()
    expect(has('.banner')).toBe(false)
    expect(next.isChoiceShown()).toBe(true)
    clock.advance(1)
    next.app.look()

    expect(has('.banner')).toBe(true)
  })

  test('again once it was done', () => {
    const { answer, start, persist } = setUp({ userAgent: iphone })
    answer()

    dispatchEvent(new Event('appinstalled'))
    expect(has('.banner')).toBe(false)
    const next = start()
    next.answer()

    expect(next.isChoiceShown()).toBe(false)
    expect(persist).toHaveBeenCalledTimes(1)
  })
})

describe('where the browser offers to install', () => {
  test('an entry of the page keeps its offer from the browser’s own bar', () => {
    setUp()
    catchOffer()
    const event = new Event('beforeinstallprompt', { cancelable: true })

    dispatchEvent(event)

    expect(event.defaultPrevented).toBe(true)
    expect(caughtOffer.event).toBe(event as never)
  })

  test('it is asked by the tap on “install”, after what the app brings', async () => {
    const { answer } = setUp()
    const prompt = offer()
    answer()
    find<HTMLButtonElement>(document, '.banner .key').click()
    expect(find(document, 'dialog').textContent).toContain('Konuşma')
    expect(prompt).not.toHaveBeenCalled()

    press('Yükle')
    await settled()

    expect(prompt).toHaveBeenCalledTimes(1)
    expect(has('dialog')).toBe(false)
  })

  test('“not now” asks nothing and is remembered', () => {
    const { answer, isChoiceShown } = setUp({ side: 'admin' })
    const prompt = offer()
    answer()
    find<HTMLButtonElement>(document, '.banner .key').click()
    expect(find(document, 'dialog').textContent).toContain('Konuşma Masası')

    press('Şimdi değil')

    expect(prompt).not.toHaveBeenCalled()
    expect(has('.banner')).toBe(false)
    expect(isChoiceShown()).toBe(true)
  })

  test('an offer that came before the chat tells that it was removed again', () => {
    const { answer, start } = setUp()
    answer()
    dispatchEvent(new Event('appinstalled'))
    caughtOffer.event = Object.assign(new Event('beforeinstallprompt'), {
      prompt: async () => {},
      userChoice: Promise.resolve({ outcome: 'dismissed' }),
    })

    const next = start()
    next.answer()

    expect(has('.banner')).toBe(true)
    expect(next.isChoiceShown()).toBe(true)
  })

  test('it stays offered after the other side has written last again', () => {
    const { app, answer, isChoiceShown } = setUp()
    offer()
    answer()

    app.update(before)

    expect(has('.banner')).toBe(true)
    expect(isChoiceShown()).toBe(true)
  })

  test('an offer after it was removed again counts', () => {
    const { answer } = setUp()
    answer()
    dispatchEvent(new Event('appinstalled'))

    offer()

    expect(has('.banner')).toBe(true)
  })
})

describe('the guide', () => {
  test('shows three steps on an iPhone, and is not offered again at once', () => {
    const { answer, choose } = setUp({ userAgent: iphone })
    answer()

    choose()
    expect(document.querySelectorAll('dialog .steps > li')).toHaveLength(3)
    expect(find(document, 'dialog .lead').textContent).toStartWith('iPhone,')
    press('Anladım')

    expect(has('dialog')).toBe(false)
    expect(has('.banner')).toBe(false)
  })

  test('names Safari first from inside of another app, where installing is not offered', () => {
    const { answer } = setUp({ userAgent: iphone.replace(/Version.*/, 'Mobile/15E148 Instagram 380.0') })
    answer()
    expect(has('.banner')).toBe(false)

    openInstallGuide({ t: tr, lang: 'tr' })

    expect(document.querySelectorAll('dialog .steps > li')).toHaveLength(4)
  })

  test('is not there where it would lead nowhere', () => {
    setUp()

    openInstallGuide({ t: tr, lang: 'tr' })

    expect(has('dialog')).toBe(false)
  })
})
