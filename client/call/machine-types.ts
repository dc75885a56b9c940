import type { Reply } from '#client/net/requests'
import type { MicrophoneFault } from '#client/platform/microphone'
import type { CallData, CallEvent, IceAnswer } from '#protocol/call-frames'
import type { Side } from '#protocol/messages'
import type { CallFrame, CameraFault, Facing, RememberedCall } from './calls-ports.ts'
import type { CallNote, CallView, OwnStatus, PeerState, Signal, WaitingCall } from './types.ts'

export type TimerName =
  | 'ring'
  | 'restart'
  | 'connect'
  | 'lost'
  | 'grace'
  | 'ice'
  | 'memory'
  | 'note'
  | 'join'
  | 'endings'

/** When each is due, in milliseconds since 1970. */
export type Due = Readonly<Partial<Record<TimerName, number>>>

/**
 * How sure it is that this page is an end of the call. `unsent`: the ring waits for the line. `asked`: to ring or to
 * accept. `unsure`: the answer got lost. `taken`: its ring rings. `live`: it is an end of a call that was accepted.
 * Null: not before the person's own tap, and not after the end.
 */
export type Standing = 'unsent' | 'asked' | 'unsure' | 'taken' | 'live' | null

/** What a microphone is opened for. `lost`: in the place of one that went. `again`: there was none so far. */
export type MicrophoneWish = 'ring' | 'answer' | 'lost' | 'chosen' | 'again'

type Shown = Pick<CallView, 'chatId' | 'callId' | 'isCaller' | 'fromName' | 'video' | 'rangAt' | 'connectedAt'>
type ShownToo = Pick<CallView, 'phase' | 'reconnectingSince' | 'isMuted' | 'camera' | 'canFlip' | 'other' | 'end'>

/** The call that this page shows. Peers and media are named by numbers that are never used twice. */
export type OwnCall = Readonly<
  Shown &
    ShownToo & {
      seat: number
      standing: Standing
      isAllBusy: boolean
      /** Nobody said how it ended: a frame that does is believed. */
      isEndGuessed: boolean
      /** It should have stopped ringing, and the server was asked. */
      isOverdue: boolean
      microphone: number | null
      /** `isAllowed`: it will come without a question. */
      microphoneAsked: Readonly<{ id: number; wish: MicrophoneWish; isAllowed: boolean }> | null
      microphoneAt: number
      isPaused: boolean
      isPlaying: boolean
      cameraId: number | null
      facing: Facing
      peer: number | null
      isUp: boolean
      /** Came before there was a peer to hear it. */
      inbox: readonly Signal[]
      /** The server does not know this page's line as the call's end, since the line is down or new. */
      isAway: boolean
      /** Could not be sent while that was so. */
      unsent: readonly Signal[]
      /** The other end said something since it was accepted. */
      hasHeard: boolean
      /** When a refused signal last made this page ask what is on. */
      lookedAt: number
      notes: readonly CallNote[]
    }
>

/** A call that this page is done with and of which the server is to be told. `callId` null: its ring was not answered. */
export type Ending = Readonly<{
  id: number
  seat: number
  chatId: string
  callId: string | null
  event: 'call:end' | 'call:decline'
  isFailure: boolean
  /** This page was its end, and no other: it may take the place of its own old line. */
  isOwn: boolean
  isAsked: boolean
  tries: number
}>

/** `until`: when it should have stopped ringing. */
export type Waiting = WaitingCall & Readonly<{ until: number }>

export type MachineState = Readonly<{
  self: Side
  home: string | null
  /** This browser knows WebRTC. */
  canCall: boolean
  isLineOpen: boolean
  isStopped: boolean
  lastId: number
  call: OwnCall | null
  waiting: readonly Waiting[]
  endings: readonly Ending[]
  ice: Readonly<{ answer: IceAnswer; until: number }> | null
  isIceAsked: boolean
  /** The call that this tab was in before it was loaded anew. */
  resuming: RememberedCall | null
  due: Due
}>

/** What a request was for; its reply brings it back. */
export type Why =
  | { for: 'ring' | 'accept' | 'look'; seat: number }
  | { for: 'rejoin'; seat: number; callId: string }
  | { for: 'signal'; peer: number }
  | { for: 'ending'; id: number }
  | { for: 'takeover'; id: number }
  | { for: 'leftover'; id: number }
  | { for: 'resume' }
  | { for: 'home' }

type Deed =
  | { kind: 'ring'; chatId: string; video: boolean }
  | { kind: 'accept' | 'decline' | 'hangUp' | 'dismiss' | 'toggleMicrophone' | 'toggleCamera' | 'flipCamera' }
  | { kind: 'chooseMicrophone'; deviceId: string }
  | { kind: 'acceptWaiting' | 'declineWaiting'; callId: string }

export type PeerTold =
  | { state: PeerState }
  | { signal: Signal }
  | { status: OwnStatus }
  /** The other end hung up. */
  | { bye: true }

export type MachineEvent =
  | Deed
  | { kind: 'frame'; frame: CallFrame }
  | { kind: 'reply'; why: Why; reply: Reply }
  | { kind: 'peer'; id: number; told: PeerTold }
  | { kind: 'ice'; answer: IceAnswer | null }
  | { kind: 'microphone'; id: number; fault: MicrophoneFault | null }
  | { kind: 'microphoneAllowed'; id: number }
  | { kind: 'camera'; id: number; fault: CameraFault | null }
  | { kind: 'cameras'; hasTwo: boolean }
  | { kind: 'track'; id: number; told: 'ended' | 'muted' | 'unmuted' }
  | { kind: 'network'; change: 'path' | 'seen' }
  | { kind: 'devices' | 'lineLost' | 'stop' }
  | { kind: 'playing'; isPlaying: boolean }
  | { kind: 'lineOpened'; remembered: RememberedCall | null }
  | { kind: 'due'; name: TimerName }

export type PeerWord =
  | { hear: Signal }
  | { say: OwnStatus }
  | { ice: IceAnswer }
  | { audio: number | null }
  | { video: number | null }
  | { now: 'restart' | 'rejoined' | 'bye' }

type Ask<E extends CallEvent> = { kind: 'ask'; event: E; data: CallData<E>; why: Why }

export type Effect =
  | { [E in CallEvent]: Ask<E> }[CallEvent]
  | { kind: 'fetchIce' }
  | { kind: 'openMicrophone'; id: number; deviceId?: string }
  | { kind: 'openCamera'; id: number; facing: Facing }
  | { kind: 'countCameras' }
  | { kind: 'closeMedia'; id: number }
  | { kind: 'enable'; id: number; isOn: boolean }
  | { kind: 'makePeer'; id: number; isCaller: boolean; ice: IceAnswer; audio: number | null; video: number | null }
  | { kind: 'tellPeer'; id: number; word: PeerWord }
  | { kind: 'closePeer'; id: number }
  | { kind: 'remember'; call: RememberedCall }
  | { kind: 'forget' }
  /** In the place of an earlier one of this name; null: none any more. */
  | { kind: 'timer'; name: TimerName; delayMs: number | null }

export type EndWords = { fault?: MicrophoneFault; retryAfterMs?: number; durationS?: number }
