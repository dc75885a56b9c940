import { address } from '#client/platform/address'
import { cleanCallAddress, keepCallOf } from '#client/platform/call-address'
import type { WorkerBridge } from '#client/platform/worker-bridge'
import type { AppPart } from './app-part.ts'

export type OpeningPorts = { worker: Pick<WorkerBridge, 'onMessage'> }

/** Goes where a notification leads, in the page that is open already. */
export const createOpening = ({ worker }: OpeningPorts): AppPart => {
  cleanCallAddress()
  const stop = worker.onMessage((message) => {
    if (message.type !== 'open') return
    const url = new URL(message.url, location.origin)
    keepCallOf(url)
    const chatId = address.chatIdIn(url.hash)
    if (chatId !== null) address.follow(chatId)
  })
  return { draw: () => ({ choices: [], notice: null }), update: () => {}, stop }
}
