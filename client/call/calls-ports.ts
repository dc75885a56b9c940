import type { Clock } from '#client/platform/clock'
import type { Microphone } from '#client/platform/microphone'
import type { CallFrameData, CallFrameEvent, IceAnswer } from '#protocol/call-frames'
import type { Side } from '#protocol/messages'
import type { CreatePeer } from './peer-ports.ts'
import type { CallDeeds, CallLine, CallsView } from './types.ts'

export type CallFrame = { [E in CallFrameEvent]: { event: E; data: CallFrameData<E> } }[CallFrameEvent]

export type CameraFault = 'refused' | 'absent' | 'busy' | 'failed'
export type Camera = { ok: true; track: MediaStreamTrack } | { ok: false; fault: CameraFault }
/** `user` looks at the person, `environment` away from them. */
export type Facing = 'user' | 'environment'

/** The call that this tab is in, kept over a reload; nothing of another tab. `callId` null: a ring without an answer so far. */
export type RememberedCall = { chatId: string; callId: string | null; isCaller: boolean; isMuted: boolean; at: number }
export type CallMemory = {
  read: () => RememberedCall | null
  keep: (call: RememberedCall) => void
  forget: () => void
}

export type CallsPorts = {
  self: Side
  /** The visitor's own conversation, whose calls the page has to join to hear; null at the desk, which hears all. */
  home: string | null
  line: CallLine
  /** Null where the server does not answer. */
  fetchIce: () => Promise<IceAnswer | null>
  /** Null where the browser knows no WebRTC. */
  createPeer: CreatePeer | null
  openMicrophone: (deviceId?: string) => Promise<Microphone>
  /** Whether it comes without a question. */
  isMicrophoneAllowed: () => Promise<boolean>
  openCamera: (facing: Facing) => Promise<Camera>
  hasTwoCameras: () => Promise<boolean>
  /** A device came or went. Returns its stop. */
  onDevices: (tell: () => void) => () => void
  /** Another network, or none, or the page woke up: paths are to be looked at. `seen`: only the microphone is. Returns its stop. */
  onNetwork: (tell: (change: 'path' | 'seen') => void) => () => void
  memory: CallMemory
  clock: Clock
  onChange: (view: CallsView) => void
}

export type Calls = CallDeeds & {
  view: () => CallsView
  hear: (frame: CallFrame) => void
  /** After each `hello`: joins what is to be heard, and takes up again the call that was on. */
  lineOpened: () => void
  lineLost: () => void
  /** The element that plays the other side was refused, or plays now. */
  setPlaying: (isPlaying: boolean) => void
  /** The page is left for good: ends nothing on the server, closes devices and connections. */
  stop: () => void
}
