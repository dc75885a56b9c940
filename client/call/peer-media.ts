const mostVideoBits = 600_000

export type Tracks = { audio: MediaStreamTrack | null; video: MediaStreamTrack | null }

/** The one line for sound and the one for pictures. What is on them changes; they themselves are agreed on once. */
export type MediaLines = {
  send: (kind: keyof Tracks, track: MediaStreamTrack | null) => Promise<void>
  /** After each agreement: browsers take a cap for what is agreed on only. */
  capVideo: () => Promise<void>
  remote: MediaStream
}

/** The caller's, before its first offer. */
export const addMediaLines = (connection: RTCPeerConnection): MediaLines => {
  // Of one stream, so that the other end keeps lips and voice together.
  const streams = [new MediaStream()]
  const audio = connection.addTransceiver('audio', { direction: 'sendrecv', streams })
  const video = connection.addTransceiver('video', { direction: 'sendrecv', streams })
  return createMediaLines({ audio, video })
}

/** The callee's, after the first offer: they are the caller's, both ways. */
export const takeMediaLines = (connection: RTCPeerConnection): MediaLines => {
  const stream = new MediaStream()
  const lineOf = (kind: string): RTCRtpTransceiver | undefined => {
    const line = connection.getTransceivers().find(({ receiver }) => receiver.track.kind === kind)
    if (!line) return
    line.direction = 'sendrecv'
    line.sender.setStreams?.(stream)
    return line
  }
  return createMediaLines({ audio: lineOf('audio'), video: lineOf('video') })
}

type Lines = { audio: RTCRtpTransceiver | undefined; video: RTCRtpTransceiver | undefined }

const createMediaLines = (lines: Lines): MediaLines => {
  const send = async (kind: keyof Tracks, track: MediaStreamTrack | null): Promise<void> => {
    await lines[kind]?.sender.replaceTrack(track)
  }
  const capVideo = async (): Promise<void> => {
    const parameters = lines.video?.sender.getParameters()
    if (!parameters?.encodings?.length) return
    for (const encoding of parameters.encodings) encoding.maxBitrate = mostVideoBits
    parameters.degradationPreference = 'balanced'
    await lines.video?.sender.setParameters(parameters)
  }
  const tracks = [lines.audio, lines.video].flatMap((line) => line?.receiver.track ?? [])
  return { send, capVideo, remote: new MediaStream(tracks) }
}
