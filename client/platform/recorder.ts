import { type Clock, systemClock } from './clock.ts'
import { startLevelMeter } from './level-meter.ts'
import { closeMicrophone } from './microphone.ts'
import { peaksOf } from './peaks.ts'

/** A voice note that is not sent yet. */
export type Sound = {
  blob: Blob
  /** Without parameters. */
  mime: string
  durationMs: number
  waveform: readonly number[] | null
}

export type Recording = {
  elapsedMs: () => number
  /** Ends it, and at once the use of the microphone; null where no sound came. */
  finish: () => Promise<Sound | null>
}

type RecordingOptions = {
  /** Twenty times a second, from 0 to 1. */
  onLevel: (level: number) => void
  /** It ended without being asked to: the microphone was taken away. */
  onEnd: () => void
  clock?: Clock
}

const formats = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4;codecs=opus', 'audio/mp4'] as const
const bitsPerSecond = 32_000
const sliceMs = 500

const bare = (mime: string): string => (mime.split(';')[0] ?? '').trim().toLowerCase()

const createMediaRecorder = (stream: MediaStream): MediaRecorder => {
  const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format))
  return new MediaRecorder(stream, { audioBitsPerSecond: bitsPerSecond, ...(mimeType && { mimeType }) })
}

/** Records until it is finished, or the microphone goes away. */
export const startRecording = (
  stream: MediaStream,
  { onLevel, onEnd, clock = systemClock }: RecordingOptions,
): Recording => {
  const recorder = createMediaRecorder(stream)
  const parts: Blob[] = []
  const levels: number[] = []
  let startedAt = clock.now()
  let lastedMs: number | null = null
  const stopMeter = startLevelMeter(stream, (level) => {
    levels.push(level)
    onLevel(level)
  })
  const elapsedMs = (): number => lastedMs ?? clock.now() - startedAt
  const release = (): void => {
    lastedMs ??= elapsedMs()
    stopMeter()
    closeMicrophone(stream)
  }
  const over = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve(), { once: true }))

  recorder.addEventListener('start', () => {
    startedAt = clock.now()
  })
  recorder.addEventListener('dataavailable', ({ data }) => data.size > 0 && parts.push(data))
  recorder.addEventListener('stop', () => {
    if (lastedMs !== null) return
    release()
    onEnd()
  })
  recorder.start(sliceMs)

  const finish = async (): Promise<Sound | null> => {
    if (recorder.state !== 'inactive') recorder.stop()
    release()
    await over
    const mime = bare(recorder.mimeType || (parts[0]?.type ?? ''))
    const blob = new Blob(parts, { type: mime })
    return blob.size === 0 ? null : { blob, mime, durationMs: Math.round(elapsedMs()), waveform: peaksOf(levels) }
  }
  return { elapsedMs, finish }
}
