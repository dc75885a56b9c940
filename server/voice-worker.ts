import { remux } from './outbound/remux.ts'
import type { VoiceAnswer, VoiceJob } from './outbound/voice-thread.ts'
import { createReadVoice } from './outbound/voices.ts'

/** The entry of the thread of `createVoiceThread`. */
declare const self: Worker

const readVoice = createReadVoice()

const answer = async (job: VoiceJob): Promise<VoiceAnswer> =>
  job.kind === 'read' ? { voice: await readVoice(job.file) } : { bytes: await remux(job.file, job.to) }

self.onmessage = async ({ data }: MessageEvent<VoiceJob>) => {
  self.postMessage(await answer(data))
}
