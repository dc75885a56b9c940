import { callOver, isInCall } from '#client/platform/call-panel'
import { makeWay, workerBridge } from '#client/platform/worker-bridge'
import type { Side } from '#protocol/messages'

/** Registers the worker, where nothing else of the app around a chat is there to do it. */
export const startBridge = (side: Side): void => void workerBridge(side)

/** Asks while no call is on, then sees that the next load brings another page than this one. */
export const renew = async (agreed: () => Promise<unknown>): Promise<void> => {
  do {
    await callOver()
    await agreed()
  } while (isInCall())
  await makeWay()
}
