import type { Reply } from '#client/net/requests'
import type { MicrophoneFault } from '#client/platform/microphone'
import type { CallData, CallEvent, Candidate, EndReason } from '#protocol/call-frames'
import type { RefusalCode } from '#protocol/refusals'

/** What the page's socket does for calls. */
export type CallLine = {
  /** Settles once, never rejects; `line` at once while the socket is not open. */
  request: <E extends CallEvent>(event: E, data: CallData<E>) => Promise<Reply>
  isOpen: () => boolean
}

/** What the two ends of a call tell each other to connect, by whichever way. */
export type Signal = { type: 'offer' | 'answer'; sdp: string } | { type: 'candidate'; candidate: Candidate }

/** What one end tells the other of itself, over the data channel. `isPaused`: its system took the microphone for a while. */
export type OwnStatus = { isMuted: boolean; isPaused: boolean; hasCamera: boolean }

/** `down`: nothing comes through, and the peer tries again. `failed`: it never came up, and no way was found. */
export type PeerState = 'connecting' | 'up' | 'down' | 'failed'

/** `incoming` and `outgoing` ring; the others are the `data-state` of `#callPanel`. */
export type CallPhase = 'incoming' | 'outgoing' | 'connecting' | 'active' | 'reconnecting' | 'ended'

/** How a call ended, or why none came to be; `no_calls`: this browser cannot. */
export type CallEnd =
  | Exclude<EndReason, 'answered_elsewhere'>
  | 'declined'
  | 'elsewhere'
  | 'no_microphone'
  | 'no_calls'
  | Extract<RefusalCode, 'busy' | 'forbidden' | 'rate_limited'>
  | 'unavailable'

/** Things to be told of during a call, the most urgent first. */
export type CallNote =
  /** The browser plays no sound before a tap. */
  | 'tap_to_hear'
  /** No microphone could be opened: this side only listens. */
  | 'not_heard'
  /** The microphone went: unplugged, or its permission was taken back. */
  | 'microphone_lost'
  | 'microphone_changed'
  | 'camera_refused'
  /** There is none, or none that opens. */
  | 'camera_absent'
  | 'camera_lost'
  | 'own_paused'
  | 'other_paused'
  | 'other_muted'
  /** Signals go by the data channel alone for now. */
  | 'line_down'
  /** While it rings: whether it still does there, nobody knows. */
  | 'rings_unseen'
  /** While it rings: every admin who is there is in another call. */
  | 'all_busy'

export type CallView = Readonly<{
  chatId: string
  /** Null until the server has taken the ring. */
  callId: string | null
  phase: CallPhase
  /** This side rang. */
  isCaller: boolean
  /** Who rings, as the server names them; null where the page knows (this side rang, or the page was loaded anew). */
  fromName: string | null
  /** It was rung with the camera. */
  video: boolean
  /** Milliseconds since 1970, by this device's clock. */
  rangAt: number
  connectedAt: number | null
  reconnectingSince: number | null
  isMuted: boolean
  /** Null where there is no camera to be tried, else whether it is on. */
  camera: 'off' | 'opening' | 'on' | null
  /** There is a front and a back camera. */
  canFlip: boolean
  other: OwnStatus
  notes: readonly CallNote[]
  /** `durationS` is 0 where nobody answered; `fault` stands beside `no_microphone`. */
  end: Readonly<{ how: CallEnd; durationS: number; fault?: MicrophoneFault; retryAfterMs?: number }> | null
}>

/** Another call that rings while this page is in one. */
export type WaitingCall = Readonly<{ chatId: string; callId: string; fromName: string; video: boolean }>

/** All that a page shows of calls. The streams go into the media elements; null where there is nothing to play. */
export type CallsView = Readonly<{
  call: CallView | null
  waiting: readonly WaitingCall[]
  remote: MediaStream | null
  local: MediaStream | null
}>

/** What a person does. Each is safe at any time; what does not fit the moment does nothing. */
export type CallDeeds = {
  ring: (chatId: string, options?: { video?: boolean }) => void
  accept: () => void
  decline: () => void
  hangUp: () => void
  /** Puts the end of a call away. */
  dismiss: () => void
  toggleMicrophone: () => void
  toggleCamera: () => void
  flipCamera: () => void
  /** Of `navigator.mediaDevices.enumerateDevices()`. */
  chooseMicrophone: (deviceId: string) => void
  /** A call that waits: ends the one that is on and takes it. */
  acceptWaiting: (callId: string) => void
  declineWaiting: (callId: string) => void
}
