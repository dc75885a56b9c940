import { createTimers } from '#client/net/timers'
import { createCallsMedia } from './calls-media.ts'
import { createCallsPeer } from './calls-peer.ts'
import type { Calls, CallsPorts } from './calls-ports.ts'
import { createCallsShown } from './calls-view.ts'
import { startState, stepCalls } from './machine.ts'
import type { Effect, MachineEvent, TimerName } from './machine-types.ts'
import type { CallDeeds } from './types.ts'

/** Runs what the machine decides: one event after the other, each with its effects in their order. */
export const createCalls = (ports: CallsPorts): Calls => {
  const { self, home, line, clock, memory, createPeer } = ports
  const timers = createTimers<TimerName>(clock)
  const queue: MachineEvent[] = []
  let state = startState(self, home, createPeer !== null)
  let isRunning = false
  let isFirstLine = true

  const tell = (event: MachineEvent): void => {
    queue.push(event)
    if (isRunning) return
    isRunning = true
    try {
      for (let next = queue.shift(); next; next = queue.shift()) take(next)
    } finally {
      isRunning = false
    }
    shown.look(state)
  }
  const take = (event: MachineEvent): void => {
    const step = stepCalls(state, event, clock.now())
    state = step.state
    for (const effect of step.effects) run(effect)
  }

  const media = createCallsMedia(ports, tell)
  const peer = createCallsPeer({ createPeer, media, tell, onRemote: () => isRunning || shown.look(state) })
  const shown = createCallsShown({ remote: peer.remote, local: media.local }, ports.onChange)

  const ask = async ({ event, data, why }: Effect & { kind: 'ask' }): Promise<void> =>
    tell({ kind: 'reply', why, reply: await line.request(event, data) })
  const fetchIce = async (): Promise<void> => tell({ kind: 'ice', answer: await ports.fetchIce().catch(() => null) })
  const countCameras = async (): Promise<void> =>
    tell({ kind: 'cameras', hasTwo: await ports.hasTwoCameras().catch(() => false) })
  const setTimer = ({ name, delayMs }: Effect & { kind: 'timer' }): void =>
    delayMs === null ? timers.cancel(name) : timers.set(name, delayMs, () => tell({ kind: 'due', name }))

  const run = (effect: Effect): void => {
    switch (effect.kind) {
      case 'ask':
        return void ask(effect)
      case 'fetchIce':
        return void fetchIce()
      case 'countCameras':
        return void countCameras()
      case 'openMicrophone':
        return media.openMicrophone(effect.id, effect.deviceId)
      case 'openCamera':
        return media.openCamera(effect.id, effect.facing)
      case 'closeMedia':
        return media.close(effect.id)
      case 'enable':
        return media.enable(effect.id, effect.isOn)
      case 'makePeer':
        return peer.make(effect)
      case 'tellPeer':
        return peer.tell(effect.id, effect.word)
      case 'closePeer':
        return peer.close(effect.id)
      case 'remember':
        return memory.keep(effect.call)
      case 'forget':
        return memory.forget()
      case 'timer':
        return setTimer(effect)
    }
  }

  const stops = [
    ports.onDevices(() => tell({ kind: 'devices' })),
    ports.onNetwork((change) => tell({ kind: 'network', change })),
  ]
  return {
    ...deedsOf(tell),
    view: shown.view,
    hear: (frame) => tell({ kind: 'frame', frame }),
    lineOpened: () => {
      const remembered = isFirstLine ? memory.read() : null
      isFirstLine = false
      tell({ kind: 'lineOpened', remembered })
    },
    lineLost: () => tell({ kind: 'lineLost' }),
    setPlaying: (isPlaying) => tell({ kind: 'playing', isPlaying }),
    stop: () => {
      shown.stop()
      for (const stop of stops) stop()
      tell({ kind: 'stop' })
    },
  }
}

const deedsOf = (tell: (event: MachineEvent) => void): CallDeeds => ({
  ring: (chatId, { video = false } = {}) => tell({ kind: 'ring', chatId, video }),
  accept: () => tell({ kind: 'accept' }),
  decline: () => tell({ kind: 'decline' }),
  hangUp: () => tell({ kind: 'hangUp' }),
  dismiss: () => tell({ kind: 'dismiss' }),
  toggleMicrophone: () => tell({ kind: 'toggleMicrophone' }),
  toggleCamera: () => tell({ kind: 'toggleCamera' }),
  flipCamera: () => tell({ kind: 'flipCamera' }),
  chooseMicrophone: (deviceId) => tell({ kind: 'chooseMicrophone', deviceId }),
  acceptWaiting: (callId) => tell({ kind: 'acceptWaiting', callId }),
  declineWaiting: (callId) => tell({ kind: 'declineWaiting', callId }),
})
