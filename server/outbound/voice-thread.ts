import type { Container } from '#protocol/media'
import { type Outcome, refuse } from '#protocol/refusals'
import type { ReadVoice, Remux, Voice } from '#server/actions/media/ports'
import { createFairTurns } from '#server/domain/fair-turns'

/** What a thread is asked, one after the other, and how it answers. */
export type VoiceJob = { kind: 'read'; file: Uint8Array } | { kind: 'remux'; file: Uint8Array; to: Container }
export type VoiceAnswer = { voice: Outcome<Voice> } | { bytes: Uint8Array | null }

type Options = {
  start: () => Worker
  /** After which a file is taken for one that keeps its reader from ever coming to an end. */
  withinMs?: number
  /** By which the process may grow meanwhile: some files make their reader fill gigabytes within seconds. */
  mostGrowthBytes?: number
  /** In use by the process. */
  memory?: () => number
  /** After which a thread that has nothing to do ends. */
  idleMs?: number
}

const endless = refuse('bad_request', 'the recording cannot be read to its end')

const lookEveryMs = 50

/**
 * Reads and remuxes voice notes on a thread of its own, which is started when first needed. Files come from outside, and
 * mediabunny 1.61 goes round for ever over some that are broken, or fills the memory: the thread is ended then, and the
 * chat never waited. Of whoever sends many such files the others' come in between.
 */
export const createVoiceThread = ({
  start,
  withinMs = 10_000,
  // Two hours of packets of 20 ms need 360 MiB to be remuxed.
  mostGrowthBytes = 512 * 2 ** 20,
  memory = process.memoryUsage.rss,
  idleMs = 30_000,
}: Options) => {
  const inTurn = createFairTurns()
  let worker: Worker | null = null
  let resting: Timer | undefined

  /** It keeps no process from ending, and is started anew where it ended by itself. */
  const begin = (): Worker => {
    const begun = start()
    begun.unref()
    begun.addEventListener('close', () => {
      if (worker === begun) worker = null
    })
    return begun
  }

  const end = (): void => {
    worker?.terminate()
    worker = null
  }

  const rest = (): void => {
    resting = setTimeout(end, idleMs)
    resting.unref()
  }

  /** Resolves once a job has taken too long or too much. */
  const createPatience = () => {
    const { promise: isOver, resolve } = Promise.withResolvers<null>()
    const allowed = memory() + mostGrowthBytes
    const late = setTimeout(() => resolve(null), withinMs)
    const looking = setInterval(() => memory() > allowed && resolve(null), lookEveryMs)
    const stop = (): void => {
      clearTimeout(late)
      clearInterval(looking)
    }
    return { isOver, stop }
  }

  /** Null where no answer came in time. */
  const ask = (job: VoiceJob, asker = ''): Promise<VoiceAnswer | null> =>
    inTurn(asker, async () => {
      clearTimeout(resting)
      worker ??= begin()
      const patience = createPatience()
      try {
        const answer = await Promise.race([answerOf(worker, job), patience.isOver])
        if (answer === null) end()
        return answer
      } catch (fault) {
        end()
        throw fault
      } finally {
        patience.stop()
        rest()
      }
    })

  const readVoice: ReadVoice = async (file, asker) => {
    const answer = await ask({ kind: 'read', file }, asker)
    return answer && 'voice' in answer ? answer.voice : endless
  }

  const remux: Remux = async (file, to, asker) => {
    const answer = await ask({ kind: 'remux', file, to }, asker)
    return answer && 'bytes' in answer ? answer.bytes : null
  }

  return { readVoice, remux, end }
}

const answerOf = (worker: Worker, job: VoiceJob): Promise<VoiceAnswer> => {
  const { promise, resolve, reject } = Promise.withResolvers<VoiceAnswer>()
  worker.onmessage = ({ data }: MessageEvent<VoiceAnswer>) => resolve(data)
  worker.onerror = ({ message }) => reject(new Error(`the thread of voices failed: ${message}`))
  worker.postMessage(job)
  return promise
}
