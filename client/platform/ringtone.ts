import type { Clock } from './clock.ts'
import { playTone, type Tone } from './sound.ts'

type Pattern = { tones: readonly Tone[]; everyMs: number; loudness: number }
type Direction = 'incoming' | 'outgoing'

const patterns: Readonly<Record<Direction, Pattern>> = {
  incoming: {
    tones: [
      { hertz: 659.25, atS: 0.05, lastsS: 0.5 },
      { hertz: 830.61, atS: 0.05, lastsS: 0.5 },
      { hertz: 554.37, atS: 0.5, lastsS: 0.5 },
      { hertz: 698.46, atS: 0.5, lastsS: 0.5 },
      { hertz: 659.25, atS: 0.95, lastsS: 0.8 },
      { hertz: 830.61, atS: 0.95, lastsS: 0.8 },
    ],
    everyMs: 3000,
    loudness: 0.12,
  },
  outgoing: { tones: [{ hertz: 425, atS: 0.05, lastsS: 1 }], everyMs: 4000, loudness: 0.04 },
}
const vibration = [400, 200, 400, 2000]
const vibrateEveryMs = 3000

/** Sounds until it is told to stop; asked again it goes on as it is. */
export type Ringtone = { ring: (which: Direction) => void; stop: () => void }

/**
 * Made by the browser itself, without a file. Where no sound is allowed without a tap it is silent until there is one, and
 * rings from then on.
 */
export const createRingtone = ({ after }: Pick<Clock, 'after'>): Ringtone => {
  let ringing: Direction | null = null
  let audio: AudioContext | null = null
  let stops: (() => void)[] = []

  const stop = (): void => {
    if (ringing === 'incoming') navigator.vibrate?.(0)
    ringing = null
    for (const end of stops) end()
    stops = []
    void audio?.close().catch(() => undefined)
    audio = null
  }
  const repeat = (everyMs: number, run: () => void): void => {
    let cancel = (): void => {}
    const round = (): void => {
      cancel = after(everyMs, round)
      run()
    }
    round()
    stops.push(() => cancel())
  }
  const sound = async (context: AudioContext, { tones, loudness, everyMs }: Pattern): Promise<void> => {
    await context.resume().catch(() => undefined)
    if (context !== audio) return
    repeat(everyMs, () => {
      for (const tone of tones) playTone(context, tone, loudness)
    })
  }
  const ring = (which: Direction): void => {
    if (ringing === which) return
    stop()
    ringing = which
    if ('AudioContext' in globalThis) {
      audio = new AudioContext()
      void sound(audio, patterns[which])
    }
    if (which === 'incoming') repeat(vibrateEveryMs, () => void navigator.vibrate?.(vibration))
  }
  return { ring, stop }
}
