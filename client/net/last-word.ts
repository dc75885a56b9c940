import type { Devices } from './devices.ts'

/** Sockets whose every frame is noted, also those that are only answers: when was the server heard last? 0 for never. */
export const noteLastWord = ({ openSocket, clock }: Pick<Devices, 'openSocket' | 'clock'>) => {
  let heardAt = 0
  const openNoted: Devices['openSocket'] = (url, listener) =>
    openSocket(url, {
      ...listener,
      onText: (text) => {
        heardAt = clock.now()
        listener.onText(text)
      },
    })
  return { openSocket: openNoted, heardAt: () => heardAt }
}
