import { needsUpload } from '#client/state/outbox'
import { createTimers } from './timers.ts'
import type { Uploader, UploaderPorts } from './uploader.ts'

export type Uploads = Pick<Uploader, 'setOpen' | 'hurry' | 'heard' | 'run' | 'stop'>

const loadAgainMs = 5000

/** The uploader, whose code comes when there is something to upload for the first time. */
export const createUploads = (ports: UploaderPorts): Uploads => {
  const timers = createTimers<'again'>(ports.clock)
  let uploader: Uploader | null = null
  let isOpen = false
  let isLoading = false
  let isOver = false

  const load = async (): Promise<void> => {
    isLoading = true
    const code = await import('./uploader.ts').catch(() => null)
    isLoading = false
    if (isOver) return
    if (!code) return timers.set('again', loadAgainMs, run)
    uploader = new code.Uploader(ports)
    uploader.setOpen(isOpen)
  }
  const run = (): void => {
    if (uploader) return uploader.run()
    if (isOpen && !isLoading && !timers.isSet('again') && ports.outbox.state.rows.some(needsUpload)) void load()
  }
  return {
    setOpen: (next) => {
      isOpen = next
      if (uploader) uploader.setOpen(next)
      else run()
    },
    hurry: () => uploader?.hurry(),
    heard: () => uploader?.heard(),
    run,
    stop: () => {
      isOver = true
      timers.cancelAll()
      uploader?.stop()
    },
  }
}
