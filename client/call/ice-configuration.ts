import type { IceAnswer } from '#protocol/call-frames'

/** What the server says about paths, as a browser takes it. */
export const iceConfiguration = ({ iceServers, iceTransportPolicy }: IceAnswer): RTCConfiguration => ({
  iceServers: iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { credential }),
  })),
  iceTransportPolicy,
  bundlePolicy: 'max-bundle',
})
