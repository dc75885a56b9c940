import type { CallsPorts, Camera, Facing } from './calls-ports.ts'
import type { MachineEvent } from './machine-types.ts'

type Held = {
  tracks: readonly MediaStreamTrack[]
  track: MediaStreamTrack
  deaf: AbortController
  picture: MediaStream | null
}

export type CallsMedia = {
  openMicrophone: (id: number, deviceId?: string) => void
  openCamera: (id: number, facing: Facing) => void
  enable: (id: number, isOn: boolean) => void
  close: (id: number) => void
  trackOf: (id: number | null) => MediaStreamTrack | null
  /** What the own camera shows; null while none is on. */
  local: () => MediaStream | null
}

type Ports = Pick<CallsPorts, 'openMicrophone' | 'isMicrophoneAllowed' | 'openCamera'>

/** Microphones and cameras of this page, by the machine's numbers. */
export const createCallsMedia = (ports: Ports, tell: (event: MachineEvent) => void): CallsMedia => {
  const held = new Map<number, Held>()

  const hold = (id: number, tracks: readonly MediaStreamTrack[], track: MediaStreamTrack, isCamera: boolean): void => {
    const deaf = new AbortController()
    const { signal } = deaf
    const telling = (told: 'ended' | 'muted' | 'unmuted') => () => tell({ kind: 'track', id, told })
    track.addEventListener('ended', telling('ended'), { signal })
    track.addEventListener('mute', telling('muted'), { signal })
    track.addEventListener('unmute', telling('unmuted'), { signal })
    held.set(id, { tracks, track, deaf, picture: isCamera ? new MediaStream([track]) : null })
  }

  const microphone = async (id: number, deviceId?: string): Promise<void> => {
    const opened = await ports.openMicrophone(deviceId).catch(() => ({ ok: false, fault: 'failed' }) as const)
    const tracks = opened.ok ? opened.stream.getTracks() : []
    const track = tracks.find(({ kind }) => kind === 'audio')
    if (!track) return tell({ kind: 'microphone', id, fault: opened.ok ? 'absent' : opened.fault })
    hold(id, tracks, track, false)
    tell({ kind: 'microphone', id, fault: null })
    // It may have gone, or be paused, before anybody listened.
    if (track.readyState === 'ended') tell({ kind: 'track', id, told: 'ended' })
    else if (track.muted) tell({ kind: 'track', id, told: 'muted' })
  }

  const askWhetherAllowed = async (id: number): Promise<void> => {
    if (await ports.isMicrophoneAllowed().catch(() => false)) tell({ kind: 'microphoneAllowed', id })
  }

  const camera = async (id: number, facing: Facing): Promise<void> => {
    const failed: Camera = { ok: false, fault: 'failed' }
    const opened = await ports.openCamera(facing).catch(() => failed)
    if (!opened.ok) return tell({ kind: 'camera', id, fault: opened.fault })
    hold(id, [opened.track], opened.track, true)
    tell({ kind: 'camera', id, fault: null })
    if (opened.track.readyState === 'ended') tell({ kind: 'track', id, told: 'ended' })
  }

  const close = (id: number): void => {
    const media = held.get(id)
    held.delete(id)
    media?.deaf.abort()
    for (const track of media?.tracks ?? []) track.stop()
  }

  const enable = (id: number, isOn: boolean): void => {
    const media = held.get(id)
    if (media) media.track.enabled = isOn
  }
  return {
    openMicrophone: (id, deviceId) => {
      void askWhetherAllowed(id)
      void microphone(id, deviceId)
    },
    openCamera: (id, facing) => void camera(id, facing),
    enable,
    close,
    trackOf: (id) => (id === null ? null : (held.get(id)?.track ?? null)),
    local: () => [...held.values()].find(({ picture }) => picture)?.picture ?? null,
  }
}
