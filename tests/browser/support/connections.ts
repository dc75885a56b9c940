/** What every page of a call is watched by: the connections and tracks that it made. To be run before its own scripts. */
export const watchConnections = (): void => {
  const made: RTCPeerConnection[] = []
  const opened: MediaStreamTrack[] = []
  const Real = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Real {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      made.push(this)
    }
  }
  const { mediaDevices } = navigator
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted)
    opened.push(...stream.getTracks())
    return stream
  }
  Object.assign(window, { madeConnections: made, openedTracks: opened })
}
