import { createTimers } from '#client/net/timers'
import type { Clock } from '#client/platform/clock'
import { createFlow } from './peer-flow.ts'
import type { PeerState } from './types.ts'

const doubtMs = 2000
const retryMs = 2000

export type HealthPorts = {
  clock: Clock
  onState: (state: PeerState) => void
  /** Looks for another path; while nothing comes through it is called again and again. */
  mend: () => void
}

export type Health = {
  state: () => PeerState
  connectionIs: (state: RTCPeerConnectionState) => void
  /** The other end said something. */
  heard: () => void
  /** Once a second: how much was received so far. */
  received: (amount: number) => void
  /** The connection is made anew. */
  renewed: () => void
  /** Something went wrong that should not. */
  trouble: () => void
  stop: () => void
}

/** Whether the two ends are connected, from what the browser says and from what really comes through. */
export const createHealth = ({ clock, onState, mend }: HealthPorts): Health => {
  const timers = createTimers<'doubt' | 'retry'>(clock)
  const flow = createFlow()
  let state: PeerState = 'connecting'
  let connection: RTCPeerConnectionState = 'new'
  let wasUp = false
  let isStopped = false

  const turn = (next: PeerState): void => {
    if (next === state) return
    state = next
    onState(next)
  }
  const goUp = (): void => {
    wasUp = true
    timers.cancelAll()
    turn('up')
  }
  // Whoever is told of a state may end it all.
  const retryLater = (): void => {
    if (state === 'down' && !isStopped) timers.set('retry', retryMs, tryAgain)
  }
  const tryAgain = (): void => {
    retryLater()
    if (!isStopped) mend()
  }
  const goDown = (): void => {
    timers.cancel('doubt')
    turn('down')
    tryAgain()
  }
  const lose = (): void => (wasUp ? goDown() : turn('failed'))

  const connectionIs = (next: RTCPeerConnectionState): void => {
    connection = next
    timers.cancel('doubt')
    if (next === 'connected') goUp()
    else if (next === 'failed' || next === 'closed') lose()
    else if (next === 'disconnected' && state === 'up') timers.set('doubt', doubtMs, goDown)
  }
  const comesBack = (): void => {
    if (state === 'down' && connection === 'connected') goUp()
  }
  const received = (amount: number): void => {
    const how = flow.look(amount)
    if (how === 'flows') comesBack()
    else if (how === 'stalled' && state === 'up') goDown()
  }
  const renewed = (): void => {
    connection = 'new'
    timers.cancelAll()
    turn(wasUp ? 'down' : 'connecting')
    retryLater()
  }
  const heard = (): void => {
    flow.heard()
    comesBack()
  }
  const trouble = (): void => {
    connection = 'new'
    timers.cancelAll()
    turn(wasUp ? 'down' : 'failed')
    retryLater()
  }
  const stop = (): void => {
    isStopped = true
    timers.cancelAll()
  }
  return { state: () => state, connectionIs, heard, received, renewed, trouble, stop }
}
