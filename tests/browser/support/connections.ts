/** What every page of a call is watched by: the connections that it made. To be run before its own scripts. */
export const watchConnections = (): void => {
  const made: RTCPeerConnection[] = []
  const Real = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Real {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      made.push(this)
    }
  }
  Object.assign(window, { madeConnections: made })
}
