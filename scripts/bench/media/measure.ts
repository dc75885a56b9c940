import type { Part } from '#scripts/bench/part'
import { removeFolder } from '#scripts/bench/processes'
import { createPlace, startKonusma } from '#scripts/bench/servers'
import { quantile } from '#scripts/bench/statistics'
import { align } from '#scripts/bench/table'
import { openTexts, type Texts } from './acks.ts'
import { makePhoto, photoHeight, photoWidth } from './photo.ts'
import { type PipelineTimes, timePipeline } from './pipeline.ts'
import { admitVisitors, atOnce, memoryOf, uploadTogether } from './uploads.ts'

const rounds = 3
const quietMs = 4000
const mostRatio = 2
const mostPeakBytes = 1024 * 2 ** 20
const mostAckMs = 100

type Uploads = { seconds: number; bytes: number; beforeBytes: number; peakBytes: number }
type Acks = { alone: Float64Array; meanwhile: Float64Array }

/** Photos: the pipeline's time, many uploads at once, and what those who write in the meantime feel of it. */
export const measureMedia = async (): Promise<Part> => {
  const photo = await makePhoto()
  const times = await timePipeline(photo)
  const place = createPlace()
  const { pid, stop } = await startKonusma(place, { APP_ENV: 'test' })
  try {
    const texts = await openTexts(place.origin)
    const alone = await texts.during(Bun.sleep(quietMs))
    const { uploads, meanwhile } = await measureUploads(place.origin, pid, photo, texts)
    texts.close()
    return toReport(photo, times, uploads, { alone, meanwhile })
  } finally {
    await stop()
    removeFolder(place.folder)
  }
}

const measureUploads = async (origin: string, pid: number, photo: Uint8Array, texts: Texts) => {
  const visitors = await admitVisitors(origin)
  const beforeBytes = memoryOf(pid).nowBytes
  let seconds = 0
  const run = async (): Promise<void> => {
    for (let round = 0; round < rounds; round++) seconds += await uploadTogether(visitors, photo, round)
  }
  const meanwhile = await texts.during(run())
  const bytes = rounds * visitors.length * photo.length
  const uploads: Uploads = { seconds, bytes, beforeBytes, peakBytes: memoryOf(pid).peakBytes }
  return { uploads, meanwhile }
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)
const ms = (sorted: Float64Array, share: number): string => quantile(sorted, share).toFixed(2)
const ackRow = (what: string, sorted: Float64Array): string[] => [
  what,
  String(sorted.length),
  ms(sorted, 0.5),
  ms(sorted, 0.95),
  ms(sorted, 0.99),
]

const toReport = (photo: Uint8Array, times: PipelineTimes, uploads: Uploads, { alone, meanwhile }: Acks): Part => {
  const ratioAt = (share: number): string => (quantile(meanwhile, share) / quantile(alone, share)).toFixed(2)
  const { ratio, bareMs, pipelineMs } = times
  const gates = [
    gate('photo pipeline ÷ bare decode and encode', ratio, mostRatio),
    gate(`peak memory ÷ ${mebibytes(mostPeakBytes)} MiB`, uploads.peakBytes / mostPeakBytes, 1),
    gate(`acks meanwhile: p95 ÷ ${mostAckMs} ms`, quantile(meanwhile, 0.95) / mostAckMs, 1),
  ]
  return {
    lines: [
      `a photo of ${photoWidth} × ${photoHeight} pixels, ${mebibytes(photo.length)} MiB: bare decode and encode ${bareMs.toFixed(0)} ms, all of it ${pipelineMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
      `${atOnce} uploads of it at once, ${rounds} times: ${mebibytes(uploads.bytes / uploads.seconds)} MiB/s, ${((rounds * atOnce) / uploads.seconds).toFixed(1)} photos/s; memory ${mebibytes(uploads.beforeBytes)} MiB before, ${mebibytes(uploads.peakBytes)} MiB at most`,
      'send → ack of texts',
      ...align([
        ['', 'texts', 'p50 ms', 'p95 ms', 'p99 ms'],
        ackRow('alone', alone),
        ackRow('meanwhile', meanwhile),
        ['ratio', '', ratioAt(0.5), ratioAt(0.95), ratioAt(0.99)],
      ]),
    ],
    gates: gates.map(({ line }) => line),
    failed: gates.some(({ failed }) => failed),
  }
}

const gate = (what: string, value: number, most: number) => {
  const failed = !(value <= most)
  return { failed, line: `  ${failed ? 'FAIL' : 'pass'}  ${what}, at most ${most}: ${value.toFixed(3)}` }
}
