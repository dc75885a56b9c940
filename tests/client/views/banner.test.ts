import { describe, expect, mock, test } from 'bun:test'
import { en } from '#client/i18n/en'
import { tr } from '#client/i18n/tr'
import { bannerDelayMs, createBanner } from '#client/views/banner'
import { find, useDom } from '#tests/support/dom'
import { openLine } from './fixtures.ts'

useDom()

const down = { ...openLine, phase: 'waiting' as const, retryAt: 12_000, downSince: 10_000 }

test('an open line, and one that was never down, has nothing to say', () => {
  expect(bannerDelayMs(openLine, 50_000)).toBeNull()
  expect(bannerDelayMs({ ...openLine, phase: 'connecting' }, 50_000)).toBeNull()
})

test('a line that is not tried again is no line to wait for', () => {
  expect(bannerDelayMs({ ...down, retryAt: null }, 50_000)).toBeNull()
})

test('a cut is worth a word after a second and a half, no internet at once', () => {
  expect(bannerDelayMs(down, 10_000)).toBe(1500)
  expect(bannerDelayMs(down, 11_000)).toBe(500)
  expect(bannerDelayMs(down, 20_000)).toBe(0)
  expect(bannerDelayMs({ ...down, offline: true }, 10_000)).toBe(0)
})

const createShown = () => {
  const onRetry = mock(() => {})
  const banner = createBanner({ t: tr, lang: 'tr', onRetry })
  document.body.append(banner.element)
  return { banner, onRetry }
}

test('a short cut passes without a word', async () => {
  const { banner } = createShown()
  banner.update({ ...down, downSince: Date.now() - 1450 })
  banner.update(openLine)
  await Bun.sleep(120)
  expect(banner.element.textContent).toBe('')
})

test('a longer one says that nothing is lost, and can be pressed', async () => {
  const { banner, onRetry } = createShown()
  banner.update({ ...down, downSince: Date.now() - 1450 })
  expect(banner.element.textContent).toBe('')
  await Bun.sleep(120)
  expect(banner.element.textContent).toContain(`${tr.downTitle} ${tr.downBody}`)
  find<HTMLButtonElement>(banner.element, 'button').click()
  expect(onRetry).toHaveBeenCalledTimes(1)
  banner.update(openLine)
  expect(banner.element.textContent).toBe('')
})

test('while it is shown a new try does not make it flicker', () => {
  const { banner } = createShown()
  banner.update({ ...down, offline: true })
  const notice = banner.element.firstElementChild
  banner.update({ ...down, offline: true, phase: 'connecting' })
  expect(banner.element.firstElementChild).toBe(notice)
  banner.update({ ...down, downSince: Date.now() })
  expect(banner.element.textContent).toContain(tr.downTitle)
})

test('a page that asks says that messages come and what is written waits', () => {
  const { banner } = createShown()
  banner.update({ ...down, downSince: 0 })
  expect(banner.element.textContent).toContain(tr.downTitle)
  banner.update({ ...down, downSince: 0, isAsking: true })
  expect(banner.element.textContent).toContain(`${tr.askingTitle} ${tr.askingBody}`)
  banner.update({ ...down, downSince: 0, isAsking: true, offline: true })
  expect(banner.element.textContent).toContain(tr.offlineTitle)
})

test('a server that has no room for this socket is named as the reason', () => {
  const { banner } = createShown()
  banner.update({ ...down, downSince: 0, isAsking: true, refusal: 'rate_limited' })
  expect(banner.element.textContent).toContain(`${tr.crowdedTitle} ${tr.crowdedBody}`)
  banner.update({ ...down, downSince: 0, refusal: 'unavailable' })
  expect(banner.element.textContent).toContain(tr.downTitle)
})

describe('of a conversation that is only what this device saw last', () => {
  const at = (daysAgo: number): number => {
    const day = new Date()
    day.setDate(day.getDate() - daysAgo)
    return day.setHours(19, 5, 0, 0)
  }
  const offline = { ...down, offline: true }

  test('the banner says of when it is, and that what is written waits', () => {
    const { banner } = createShown()

    banner.update(offline, at(1))

    expect(find(banner.element, 'p').textContent).toBe(
      'İnternet yok. Son hâli gösteriliyor: dün 19:05. Yazdıklarınız sırada bekler.',
    )
    banner.update(offline, at(0))
    expect(find(banner.element, 'p').textContent).toContain('Son hâli gösteriliyor: 19:05.')
    banner.update(offline)
    expect(find(banner.element, 'p').textContent).toBe(`${tr.offlineTitle} ${tr.offlineBody}`)
  })

  test('the moment is in the language of the page', () => {
    const banner = createBanner({ t: en, lang: 'en', onRetry: () => {} })

    banner.update(offline, at(1))

    expect(find(banner.element, 'p').textContent).toBe(
      'No internet. Last updated: yesterday 19:05. What you write waits here.',
    )
  })

  test('it is said too where only the server is out of reach', () => {
    const { banner } = createShown()

    banner.update({ ...down, downSince: 0 }, at(1))

    expect(find(banner.element, 'p').textContent).toBe(
      `${tr.downTitle} Son hâli gösteriliyor: dün 19:05. ${tr.downBody}`,
    )
  })
})
