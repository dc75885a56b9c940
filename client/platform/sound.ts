import type { Clock } from './clock.ts'
import { storage } from './storage.ts'

/** Whether this browser rings for a new message; it remembers. */
export type SoundSwitch = { isOn: () => boolean; toggle: () => void }

const offKey = 'konusma:sound'
const rungKey = 'konusma:rung'

export const soundSwitch: SoundSwitch = {
  isOn: () => storage.read(offKey) !== 'off',
  toggle: () => (soundSwitch.isOn() ? storage.write(offKey, 'off') : storage.remove(offKey)),
}

export type Chime = { ring: () => void; stop: () => void }

const quietMs = 2_000
const loudness = 0.07
const tones = [
  { hertz: 659.25, atS: 0, lastsS: 0.28 },
  { hertz: 880, atS: 0.13, lastsS: 0.42 },
] as const

/** Two soft tones, at most every two seconds over all tabs. A browser makes no sound before the first tap or key. */
export const createChime = ({ now }: Pick<Clock, 'now'>): Chime => {
  let audio: AudioContext | null = null
  const listening = new AbortController()
  const { signal } = listening

  const wake = (): void => {
    if (!soundSwitch.isOn() || !('AudioContext' in globalThis)) return
    audio ??= new AudioContext()
    if (audio.state !== 'running') void audio.resume().catch(() => undefined)
  }
  for (const gesture of ['pointerup', 'keydown']) document.addEventListener(gesture, wake, { signal, passive: true })

  const mayRing = (): boolean => {
    const since = now() - Number(storage.read(rungKey) ?? 0)
    return soundSwitch.isOn() && (since >= quietMs || since < 0)
  }
  const ring = (): void => {
    if (audio?.state !== 'running' || !mayRing()) return
    storage.write(rungKey, String(now()))
    for (const tone of tones) playTone(audio, tone, loudness)
  }
  const stop = (): void => {
    listening.abort()
    void audio?.close().catch(() => undefined)
    audio = null
  }
  return { ring, stop }
}

export type Tone = { hertz: number; atS: number; lastsS: number }

/** Swells and fades: a tone that is switched on and off clicks. `atS` counts from now. */
export const playTone = (audio: AudioContext, { hertz, atS, lastsS }: Tone, loudness: number): void => {
  const from = audio.currentTime + atS
  const volume = audio.createGain()
  volume.gain.setValueAtTime(0, from)
  volume.gain.linearRampToValueAtTime(loudness, from + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, from + lastsS)
  volume.connect(audio.destination)
  const tone = audio.createOscillator()
  tone.frequency.value = hertz
  tone.connect(volume)
  tone.start(from)
  tone.stop(from + lastsS)
}
