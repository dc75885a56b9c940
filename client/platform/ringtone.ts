type Tone = { hertz: readonly number[]; atS: number; lastsS: number }
type Pattern = { tones: readonly Tone[]; everyS: number; loudness: number }
type Direction = 'incoming' | 'outgoing'

const patterns: Readonly<Record<Direction, Pattern>> = {
  incoming: {
    tones: [
      { hertz: [659.25, 830.61], atS: 0, lastsS: 0.5 },
      { hertz: [554.37, 698.46], atS: 0.45, lastsS: 0.5 },
      { hertz: [659.25, 830.61], atS: 0.9, lastsS: 0.7 },
    ],
    everyS: 3,
    loudness: 0.12,
  },
  outgoing: { tones: [{ hertz: [425], atS: 0, lastsS: 1 }], everyS: 4, loudness: 0.04 },
}
const leadS = 0.05
const vibration = [400, 200, 400, 2000]
const vibrateEveryMs = 3000

/** Sounds until it is told to stop; asked again it goes on as it is. */
export type Ringtone = { ring: (which: Direction) => void; stop: () => void }

/** Made by the browser itself, without a file. Where no sound is allowed without a tap it stays silent until there is one. */
export const createRingtone = (): Ringtone => {
  let ringing: Direction | null = null
  let audio: AudioContext | null = null
  let timers: ReturnType<typeof setInterval>[] = []

  const stop = (): void => {
    if (ringing === 'incoming') navigator.vibrate?.(0)
    ringing = null
    for (const timer of timers) clearInterval(timer)
    timers = []
    void audio?.close().catch(() => undefined)
    audio = null
  }
  const repeat = (everyMs: number, run: () => void): void => {
    run()
    timers.push(setInterval(run, everyMs))
  }
  const ring = (which: Direction): void => {
    if (ringing === which) return
    stop()
    ringing = which
    const pattern = patterns[which]
    if ('AudioContext' in globalThis) audio = new AudioContext()
    repeat(pattern.everyS * 1000, () => audio && playOnce(audio, pattern))
    if (which === 'incoming') repeat(vibrateEveryMs, () => void navigator.vibrate?.(vibration))
  }
  return { ring, stop }
}

const playOnce = (audio: AudioContext, { tones, loudness }: Pattern): void => {
  if (audio.state !== 'running') return void audio.resume().catch(() => undefined)
  for (const tone of tones) for (const hertz of tone.hertz) play(audio, hertz, tone, loudness)
}

// Swells and fades: a tone that is switched on and off clicks.
const play = (audio: AudioContext, hertz: number, { atS, lastsS }: Tone, loudness: number): void => {
  const from = audio.currentTime + leadS + atS
  const volume = audio.createGain()
  volume.gain.setValueAtTime(0, from)
  volume.gain.linearRampToValueAtTime(loudness, from + 0.03)
  volume.gain.setValueAtTime(loudness, from + lastsS * 0.6)
  volume.gain.exponentialRampToValueAtTime(0.0001, from + lastsS)
  volume.connect(audio.destination)
  const tone = audio.createOscillator()
  tone.frequency.value = hertz
  tone.connect(volume)
  tone.start(from)
  tone.stop(from + lastsS)
}
