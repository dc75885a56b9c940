import { appTextsOf } from '#client/i18n/app-texts'
import { onCall } from '#client/platform/call-panel'
import type { WorkerBridge } from '#client/platform/worker-bridge'
import { createNotice } from '#client/views/notice'
import type { AppPart, Notice } from './app-part.ts'
import type { Words } from './page.ts'

export type UpdatingPorts = {
  worker: Pick<WorkerBridge, 'onUpdate' | 'takeOver'>
  isInCall: () => boolean
  onChange: () => void
}

/** "New version · reload": never during a call, never by itself, never twice. */
export const createUpdating = ({ worker, isInCall, onChange }: UpdatingPorts): AppPart => {
  let hasNewer = false
  let stopListening = (): void => {}
  const stopWatching = worker.onUpdate(() => {
    if (!hasNewer) stopListening = onCall(onChange)
    hasNewer = true
    onChange()
  })

  const noticeOf = ({ lang }: Words): Notice => {
    const texts = appTextsOf(lang)
    const element = createNotice({
      icon: 'refresh',
      title: texts.newVersion,
      body: texts.nothingIsLost,
      action: texts.reload,
      onAction: () => !isInCall() && worker.takeOver(),
    })
    return { element, isWanted: () => hasNewer && !isInCall() }
  }

  return {
    draw: (words) => ({ choices: [], notice: noticeOf(words) }),
    update: () => {},
    stop: () => {
      stopListening()
      stopWatching()
    },
  }
}
