import type { Api } from '#client/net/api'
import type { Clock } from '#client/platform/clock'
import { askToConfirm } from '#client/views/confirm'
import { createDevices, nameOfDevice } from '#client/views/devices'
import { createSheet } from '#client/views/sheet'
import { showToast } from '#client/views/toast'
import type { AdminDevice } from '#protocol/http'
import type { Words } from './page.ts'

type DeskDevicesPorts = {
  api: Pick<Api, 'devices' | 'endDevice'>
  clock: Clock
  now: () => number
  onGone: () => void
}

const lookEveryMs = 5000

/** Opens the list of the devices on which the admin is signed in. It keeps itself fresh while it is open. */
export const openDevices = ({ api, clock, now, onGone }: DeskDevicesPorts, { t, lang }: Words): void => {
  let devices: AdminDevice[] = []
  let cancelLook = (): void => {}
  let isOpen = true

  const look = async (): Promise<void> => {
    cancelLook()
    const answer = await api.devices()
    if (!isOpen) return
    if (answer.ok) devices = answer.value
    else if (answer.code === 'unauthenticated') return onGone()
    view.update({ devices, loading: false, failed: answer.ok ? null : answer.code, now: now() })
    cancelLook()
    cancelLook = clock.after(lookEveryMs, () => void look())
  }
  const end = async (device: AdminDevice): Promise<void> => {
    const name = nameOfDevice(device, t)
    const isSure = await askToConfirm({
      title: t.endDeviceTitle(name),
      body: t.endDeviceBody,
      yes: t.endDevice,
      no: t.cancel,
    })
    if (!isSure) return
    const answer = await api.endDevice(device.id)
    const isEnded = answer.ok || answer.code === 'not_found'
    void showToast(isEnded ? t.deviceEnded : t.deviceNotEnded(t.failure(answer.code)))
    await look()
  }
  const view = createDevices({ t, lang, onEnd: (device) => void end(device), onRetry: () => void look() })
  const onClose = (): void => {
    isOpen = false
    cancelLook()
  }
  const sheet = createSheet({ t, title: t.devices, className: 'short', content: view.elements, onClose })
  view.update({ devices, loading: true, failed: null, now: now() })
  sheet.open()
  void look()
}
