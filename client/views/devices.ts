import type { Texts } from '#client/i18n/tr'
import type { AdminDevice } from '#protocol/http'
import type { Language } from '#protocol/text'
import { createDates } from './dates.ts'
import { deviceName, isHandheld } from './device-name.ts'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'
import { createKeyedList, type KeyedView } from './keyed-list.ts'

type DevicesOptions = { t: Texts; lang: Language; onEnd(device: AdminDevice): void; onRetry(): void }
export type DevicesState = { devices: readonly AdminDevice[]; loading: boolean; failed: string | null; now: number }

type DeviceItem = { key: string; device: AdminDevice; now: number }

const here = 60_000

/** In plain words: its browser and its system. */
export const nameOfDevice = ({ user_agent: userAgent }: AdminDevice, t: Texts): string =>
  deviceName(userAgent) ?? t.unknownDevice

const createDevice = ({ device }: DeviceItem, { t, lang, onEnd }: DevicesOptions): KeyedView<DeviceItem> => {
  const dates = createDates(t, lang)
  const name = nameOfDevice(device, t)
  const when = el('span')
  const end = el('button', { type: 'button', class: 'key sm redish', 'aria-label': t.endDeviceOf(name) }, t.endDevice)
  end.addEventListener('click', () => onEnd(device))
  const tile = el('span', { class: device.current ? 'row-tile green' : 'row-tile' })
  tile.append(icon(isHandheld(device.user_agent) ? 'device' : 'desktop', 'md'))
  const words = el('div', { class: 't' }, el('b', {}, name), when)
  return {
    element: el('li', { 'data-device': device.id }, tile, words, device.current ? null : end),
    update({ device: { current, last_seen_at: seen }, now }) {
      const at = Date.parse(seen)
      const seenAt = now - at < here ? t.now : dates.moment(at, now)
      setText(when, current ? `${t.thisDevice} · ${t.now}` : t.lastSeen(seenAt))
    },
  }
}

/** Where the admin is signed in, and the key that ends it there. */
export const createDevices = (options: DevicesOptions) => {
  const { t, onRetry } = options
  const list = el('ul', { class: 'devices' })
  const rows = createKeyedList<DeviceItem>(list, (item) => createDevice(item, options))
  const retry = el('button', { type: 'button', class: 'key' }, t.retry)
  retry.addEventListener('click', onRetry)
  const reason = el('p', { role: 'alert' })
  const failure = el('div', { class: 'foot', hidden: true }, reason, retry)
  const bones = el('div', { class: 'foot', hidden: true }, el('i', { class: 'bone' }), el('i', { class: 'bone' }))
  return {
    elements: [el('p', { class: 'lead' }, t.devicesLead), list, bones, failure],
    update({ devices, loading, failed, now }: DevicesState): void {
      rows.show(devices.map((device) => ({ key: device.id, device, now })))
      bones.hidden = !loading || devices.length > 0 || failed !== null
      failure.hidden = failed === null
      setText(reason, failed === null ? '' : `${t.devicesFailed} ${t.failure(failed)}`)
    },
  }
}
