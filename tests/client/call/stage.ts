import { createCalls } from '#client/call/calls'
import type { CallFrame, Calls, CallsPorts, Camera, RememberedCall } from '#client/call/calls-ports'
import type { PeerPorts } from '#client/call/peer-ports'
import type { CallsView, OwnStatus, Signal } from '#client/call/types'
import type { Reply } from '#client/net/requests'
import type { Microphone } from '#client/platform/microphone'
import type { CallNow, IceAnswer } from '#protocol/call-frames'
import type { Side } from '#protocol/messages'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'

/** A track that a test pulls out, pauses, and looks at. */
export class FakeTrack extends EventTarget {
  enabled = true
  muted = false
  readyState: 'live' | 'ended' = 'live'
  readonly kind: string
  readonly label: string

  constructor(kind: string, label: string) {
    super()
    this.kind = kind
    this.label = label
  }

  stop(): void {
    this.readyState = 'ended'
  }

  /** What the system does to it. */
  says(event: 'ended' | 'mute' | 'unmute'): void {
    if (event === 'ended') this.readyState = 'ended'
    this.dispatchEvent(new Event(event))
  }

  get real(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack
  }
}

export class FakeStream {
  readonly tracks: readonly MediaStreamTrack[]
  constructor(tracks: readonly MediaStreamTrack[]) {
    this.tracks = tracks
  }
  getTracks = (): readonly MediaStreamTrack[] => this.tracks
}
Object.assign(globalThis, { MediaStream: globalThis.MediaStream ?? FakeStream })

export const streamOf = (...tracks: FakeTrack[]): MediaStream =>
  new FakeStream(tracks.map(({ real }) => real)) as unknown as MediaStream

/** One end of a call as the page holds it: what it was told, and what it says. */
export const createFakePeer = (ports: PeerPorts) => {
  const said: string[] = []
  const heard: Signal[] = []
  const statuses: OwnStatus[] = []
  const state = { isClosed: false, audio: ports.audio, video: ports.video, ice: ports.ice }
  const peer = {
    hear: (signal: Signal) => void heard.push(signal),
    restart: () => void said.push('restart'),
    rejoined: () => void said.push('rejoined'),
    setAudio: async (audio: MediaStreamTrack | null) => void Object.assign(state, { audio }),
    setVideo: async (video: MediaStreamTrack | null) => void Object.assign(state, { video }),
    say: (status: OwnStatus) => void statuses.push(status),
    sayBye: () => void said.push('bye'),
    setIce: (ice: IceAnswer) => void Object.assign(state, { ice }),
    close: () => void Object.assign(state, { isClosed: true }),
  }
  return { ports, peer, said, heard, statuses, state }
}
export type FakePeer = ReturnType<typeof createFakePeer>

export type Asked = { event: string; data: Record<string, unknown>; answer: (reply: Reply) => Promise<void> }

export const ice: IceAnswer = { iceServers: [], iceTransportPolicy: 'all', ttl: 600 }
export const ok = (data: unknown = {}): Reply => ({ ok: true, data })
export const no = (code: string, retryAfterMs?: number): Reply => ({
  ok: false,
  code,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

type Wishes = {
  self?: Side
  home?: string | null
  remembered?: RememberedCall | null
  canCall?: boolean
  /** Off: the test opens devices and brings servers itself. */
  isPrompt?: boolean
  isOpen?: boolean
}

/** A page's calls with everything around them in the test's hand. A request stays open until the test answers it. */
export const stage = (wishes: Wishes = {}) => {
  const { self = 'user', home = null, remembered = null, canCall = true, isPrompt = true, isOpen = true } = wishes
  const clock = createFakeClock()
  const asked: Asked[] = []
  const peers: FakePeer[] = []
  const views: CallsView[] = []
  const tracks: FakeTrack[] = []
  const kept: (RememberedCall | null)[] = []
  const microphones: { deviceId: string | undefined; come: (microphone: Microphone) => Promise<void> }[] = []
  const cameras: { facing: string; come: (camera: Camera) => Promise<void> }[] = []
  const ices: ((answer: IceAnswer | null) => Promise<void>)[] = []
  const world = {
    isPrompt,
    devices: () => {},
    network: (_: 'path' | 'seen') => {},
    hasTwo: true,
    listeners: 2,
    open: isOpen,
    isAllowed: false,
  }

  const newTrack = (kind: 'audio' | 'video'): FakeTrack => {
    const track = new FakeTrack(kind, `${kind} ${tracks.length + 1}`)
    tracks.push(track)
    return track
  }
  const microphone = (): Microphone => ({ ok: true, stream: streamOf(newTrack('audio')) })
  const camera = (): Camera => ({ ok: true, track: newTrack('video').real })
  const told =
    <T>(resolve: (value: T) => void) =>
    async (value: T) => {
      resolve(value)
      await settled()
    }

  const request = (event: string, data: unknown): Promise<Reply> => {
    if (!world.open) return Promise.resolve(no('line'))
    const { promise, resolve } = Promise.withResolvers<Reply>()
    asked.push({ event, data: data as Record<string, unknown>, answer: told(resolve) })
    return promise
  }
  const ports: CallsPorts = {
    self,
    home,
    line: { request, isOpen: () => world.open },
    fetchIce: () => {
      const { promise, resolve } = Promise.withResolvers<IceAnswer | null>()
      ices.push(told(resolve))
      if (world.isPrompt) resolve(ice)
      return promise
    },
    createPeer: canCall
      ? (peerPorts) => {
          const made = createFakePeer(peerPorts)
          peers.push(made)
          return made.peer
        }
      : null,
    openMicrophone: (deviceId) => {
      const { promise, resolve } = Promise.withResolvers<Microphone>()
      microphones.push({ deviceId, come: told(resolve) })
      if (world.isPrompt) resolve(microphone())
      return promise
    },
    isMicrophoneAllowed: async () => world.isAllowed,
    openCamera: (facing) => {
      const { promise, resolve } = Promise.withResolvers<Camera>()
      cameras.push({ facing, come: told(resolve) })
      if (world.isPrompt) resolve(camera())
      return promise
    },
    hasTwoCameras: async () => world.hasTwo,
    onDevices: (tell) => {
      world.devices = tell
      return () => void world.listeners--
    },
    onNetwork: (tell) => {
      world.network = tell
      return () => void world.listeners--
    },
    memory: { read: () => remembered, keep: (call) => void kept.push(call), forget: () => void kept.push(null) },
    clock,
    onChange: (view) => void views.push(view),
  }
  const calls: Calls = createCalls(ports)
  if (isOpen) calls.lineOpened()

  const call = () => calls.view().call
  return {
    ...{ calls, clock, asked, peers, views, tracks, kept, microphones, cameras, ices, world },
    ...{ microphone, camera, call },
    /** The newest request of this kind. */
    last: (event: string): Asked => {
      const found = asked.findLast((one) => one.event === event)
      if (!found) throw new Error(`nothing asked ${event}`)
      return found
    },
    events: () => asked.map(({ event }) => event),
    peer: (): FakePeer => {
      const peer = peers.at(-1)
      if (!peer) throw new Error('no peer was made')
      return peer
    },
    open: () => {
      world.open = true
      calls.lineOpened()
    },
    lose: async () => {
      world.open = false
      for (const one of asked) await one.answer(no('line'))
      calls.lineLost()
      await settled()
    },
    hear: async (frame: CallFrame) => {
      calls.hear(frame)
      await settled()
    },
    /** Devices that are on. */
    live: () => tracks.filter(({ readyState }) => readyState === 'live'),
    openPeers: () => peers.filter(({ state }) => !state.isClosed),
  }
}
export type Stage = ReturnType<typeof stage>

export const of = { chat_id: 'chat-1', call_id: 'call-1' }

export const incomingFrame = (more: Partial<{ chat_id: string; call_id: string; video: boolean }> = {}): CallFrame => ({
  event: 'call:incoming',
  data: { ...of, fromName: 'Eda', video: false, expires_at: new Date(1_700_000_060_000).toISOString(), ...more },
})
export const acceptedFrame = (caller: Side, you: boolean): CallFrame => ({
  event: 'call:accepted',
  data: { ...of, caller, you },
})
export const endedFrame = (reason: 'hangup' | 'missed' | 'cancelled' | 'answered_elsewhere' | 'lost', durationS = 0) =>
  ({ event: 'call:ended', data: { ...of, reason, duration_s: durationS } }) as const

export const callNow = (more: Partial<CallNow> = {}): { call: CallNow } => ({
  call: { call_id: 'call-1', state: 'live', caller: 'user', video: false, ...more },
})

/** A visitor's ring that the server has taken. */
export const ringing = async (wishes: Wishes = {}): Promise<Stage> => {
  const on = stage(wishes)
  on.calls.ring('chat-1')
  await settled()
  await on.last('call:ring').answer(ok({ call_id: 'call-1' }))
  return on
}

/** A call that this visitor rang and that is heard on both sides. */
export const talking = async (): Promise<Stage> => {
  const on = await ringing()
  await on.hear(acceptedFrame('user', false))
  on.peer().ports.onState('up')
  await settled()
  return on
}

/** A call that rings at the desk. */
export const rung = async (wishes: Wishes = {}): Promise<Stage> => {
  const on = stage({ self: 'admin', ...wishes })
  await on.hear(incomingFrame())
  return on
}

/** The same, taken there and heard. */
export const answering = async (): Promise<Stage> => {
  const on = await rung()
  on.calls.accept()
  await settled()
  await on.last('call:accept').answer(ok())
  on.peer().ports.onState('up')
  await settled()
  return on
}
