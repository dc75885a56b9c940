import type { IceAnswer } from '#protocol/call-frames'
import type { OwnStatus, PeerState, Signal } from './types.ts'

export type PeerPorts = {
  /** The caller alone offers; the callee asks it to. */
  isCaller: boolean
  ice: IceAnswer
  audio: MediaStreamTrack | null
  video: MediaStreamTrack | null
  /** To be brought to the other end by the server. */
  onSignal: (signal: Signal) => void
  onState: (state: PeerState) => void
  /** What the other end sends: always one stream with its audio, and its video beside it. Called again where it is another. */
  onRemote: (stream: MediaStream) => void
  /** What the other end says of itself. */
  onStatus: (status: OwnStatus) => void
  /** The other end hung up, and said so while the server could not be asked. */
  onBye: () => void
}

/** One end of a call. The connection behind it is made anew where the other end is a page that was loaded anew. */
export type Peer = {
  /** What came from the other end, in the order in which it came. */
  hear: (signal: Signal) => void
  /** Looks for a new path at once: the network changed, or the page was asleep. */
  restart: () => void
  /** The other end speaks by another socket now, and may be another page. */
  rejoined: () => void
  setAudio: (track: MediaStreamTrack | null) => Promise<void>
  setVideo: (track: MediaStreamTrack | null) => Promise<void>
  /** Over the data channel; the newest is said again whenever the channel opens. */
  say: (status: OwnStatus) => void
  /** Hanging up while the server is out of reach. */
  sayBye: () => void
  /** Newer servers and credentials, for the next path. */
  setIce: (ice: IceAnswer) => void
  close: () => void
}

export type CreatePeer = (ports: PeerPorts) => Peer
