const everyMs = 50
const samples = 2048
/** What counts as silence and as loud, in decibels below the loudest that there is. */
const quietDb = -56
const loudDb = -10

/** The loudness of samples between -1 and 1 as an ear takes it: 0 silence, 1 loud. */
export const loudnessOf = (wave: Float32Array): number => {
  let sum = 0
  for (const sample of wave) sum += sample * sample
  if (sum === 0) return 0
  const db = 10 * Math.log10(sum / wave.length)
  return Math.min(1, Math.max(0, (db - quietDb) / (loudDb - quietDb)))
}

/** Tells twenty times a second how loud it is, from 0 to 1; nothing where the browser cannot listen. Returns its stop. */
export const startLevelMeter = (stream: MediaStream, onLevel: (level: number) => void): (() => void) => {
  if (!('AudioContext' in globalThis)) return () => {}
  const audio = new AudioContext()
  const analyser = audio.createAnalyser()
  analyser.fftSize = samples
  audio.createMediaStreamSource(stream).connect(analyser)
  const wave = new Float32Array(samples)
  const timer = setInterval(() => {
    if (audio.state !== 'running') return void audio.resume().catch(() => undefined)
    analyser.getFloatTimeDomainData(wave)
    onLevel(loudnessOf(wave))
  }, everyMs)
  return () => {
    clearInterval(timer)
    void audio.close().catch(() => undefined)
  }
}
