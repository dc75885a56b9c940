import { createHandoverApi } from '#client/net/handover-api'
import { createPushApi } from '#client/net/push-api'
import { createAskRoute } from '#client/net/route'
import { isInCall } from '#client/platform/call-panel'
import { systemClock } from '#client/platform/clock'
import { workerBridge } from '#client/platform/worker-bridge'
import type { Side } from '#protocol/messages'
import { type AppParts, createAppParts } from './app-parts.ts'
import { createInstalling } from './installing.ts'
import { createMoving } from './moving.ts'
import { createNotifying } from './notifying.ts'
import { createOpening } from './opening.ts'
import type { Words } from './page.ts'
import { createUpdating } from './updating.ts'

type AppPorts = { side: Side; adminName: string; words: () => Words; onChange: () => void }

/** The app around a chat. */
export const startApp = ({ side, adminName, words, onChange }: AppPorts): AppParts => {
  const ask = createAskRoute((path, init) => fetch(path, init))
  const worker = workerBridge(side)
  const clock = systemClock
  return createAppParts([
    createOpening({ worker }),
    createUpdating({ worker, isInCall, onChange }),
    createNotifying({ side, adminName, api: createPushApi(ask, side), worker, clock, words, onChange }),
    createInstalling({ side, clock, onChange }),
    createMoving({ side, api: createHandoverApi(ask, side), clock }),
  ])
}
