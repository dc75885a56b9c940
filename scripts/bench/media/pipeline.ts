import { median } from '#scripts/bench/statistics'
import { createMakePicture } from '#server/outbound/pictures'

const rounds = 9

const timeOf = async (run: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await run()
  return performance.now() - from
}

export type PipelineTimes = { bareMs: number; pipelineMs: number; ratio: number }

/** The whole way of a photo beside a bare decode and encode, in turns; the ratio is the median of those of each turn. */
export const timePipeline = async (photo: Uint8Array): Promise<PipelineTimes> => {
  const makePicture = createMakePicture()
  const bare = () => new Bun.Image(photo).jpeg({ quality: 85 }).bytes()
  const whole = async () => {
    const made = await makePicture(photo)
    if (!made.ok) throw new Error(`the photo was refused: ${made.refusal.message}`)
  }
  await bare()
  await whole()
  const times: { bare: number; whole: number }[] = []
  for (let round = 0; round < rounds; round++) times.push({ bare: await timeOf(bare), whole: await timeOf(whole) })
  return {
    bareMs: median(times.map((time) => time.bare)),
    pipelineMs: median(times.map((time) => time.whole)),
    ratio: median(times.map((time) => time.whole / time.bare)),
  }
}
