import { createVoiceThread } from './outbound/voice-thread.ts'

/** An executable has its threads beside its entry, where this folder is in the source. */
const startWorker = (): Worker => new Worker(new URL('./voice-worker.ts', import.meta.url))

/** Voice notes, read and remuxed by a thread of their own. */
export const openVoices = () => createVoiceThread({ start: startWorker })
