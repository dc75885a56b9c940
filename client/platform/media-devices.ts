/** The label is empty until the person has allowed a device of this kind. */
export type SoundDevice = { id: string; label: string }

/** What sound can come from and go to, as far as the browser tells; before the first permission that is next to nothing. */
export const soundDevices = async (): Promise<{ inputs: SoundDevice[]; outputs: SoundDevice[] }> => {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
  const ofKind = (wanted: MediaDeviceKind): SoundDevice[] =>
    devices
      .filter(({ kind, deviceId }) => kind === wanted && deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { inputs: ofKind('audioinput'), outputs: ofKind('audiooutput') }
}

/** A device came or went. Returns its stop. */
export const onDevices = (tell: () => void): (() => void) => {
  const { mediaDevices } = navigator
  mediaDevices?.addEventListener('devicechange', tell)
  return () => mediaDevices?.removeEventListener('devicechange', tell)
}
