import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { deviceName, isHandheld } from '#client/views/device-name'
import { createDevices } from '#client/views/devices'
import type { AdminDevice } from '#protocol/http'
import { find, useDom } from '#tests/support/dom'

useDom()

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
const linux = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const edge = `${linux.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64')} Edg/140.0.0.0`
const firefox = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'

describe('a device', () => {
  test('that says nothing known has no name', () => {
    expect(['', 'curl/8.0', '<b>x</b>'].map(deviceName)).toEqual([null, null, null])
  })

  test('is called by its browser and its system', () => {
    expect([iphone, linux, edge, firefox].map(deviceName)).toEqual([
      'Safari, iPhone',
      'Chrome, Linux',
      'Edge, Windows',
      'Firefox, Android',
    ])
    expect([iphone, linux, edge, firefox].map(isHandheld)).toEqual([true, false, false, true])
  })
})

const now = new Date(2026, 10, 22, 13, 0).getTime()
const device = (given: Partial<AdminDevice>): AdminDevice => ({
  id: 'one',
  created_at: new Date(now - 86_400_000).toISOString(),
  last_seen_at: new Date(now - 1000).toISOString(),
  user_agent: linux,
  current: false,
  ...given,
})

const createList = () => {
  const calls = { onEnd: mock((_device: AdminDevice) => {}), onRetry: mock(() => {}) }
  const view = createDevices({ t: tr, lang: 'tr', ...calls })
  document.body.append(...view.elements)
  return { ...calls, view }
}

test('a list that does not come says so and can be asked for again', () => {
  const { view, onRetry } = createList()
  view.update({ devices: [], loading: false, failed: 'offline', now })
  expect(find(document, '[role=alert]').textContent).toContain(tr.devicesFailed)
  find<HTMLButtonElement>(document, '.foot:not([hidden]) button').click()
  expect(onRetry).toHaveBeenCalledTimes(1)
})

test('this device cannot be ended here, any other can', () => {
  const { view, onEnd } = createList()
  const other = device({ id: 'two', user_agent: iphone, last_seen_at: new Date(now - 3_600_000).toISOString() })
  view.update({ devices: [device({ current: true }), other], loading: false, failed: null, now })
  const [here, there] = document.querySelectorAll<HTMLElement>('.devices > li')
  expect(here?.textContent).toContain(tr.thisDevice)
  expect(here?.querySelector('button')).toBeNull()
  expect(there?.textContent).toContain(tr.lastSeen('12:00'))
  there?.querySelector('button')?.click()
  expect(onEnd.mock.calls).toEqual([[other]])
})
