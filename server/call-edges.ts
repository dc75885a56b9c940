import type { SwitchboardPorts } from './actions/call/ports.ts'
import { createSwitchboard, type Switchboard } from './actions/call/switchboard.ts'
import type { Audience } from './actions/ports.ts'
import { callLimits } from './domain/call-limits.ts'
import { createWindowLimit } from './domain/rate-limit.ts'
import type { Parts } from './parts.ts'
import { secureRandom } from './random.ts'
import { createCallHandlers } from './ws/call-events.ts'
import { Connection } from './ws/connection.ts'
import type { Hub } from './ws/hub.ts'

/** The calls of this server, on the sockets that are open. */
export const openCalls = (
  { config, clock, log, faults, store, hub }: Parts,
  audience: Pick<Audience, 'messageStored'>,
  absent: SwitchboardPorts['absent'],
): Switchboard =>
  createSwitchboard({
    store,
    lines: {
      send: (socket, frame) => {
        if (socket instanceof Connection) socket.send(frame)
      },
      admins: hub.admins,
      deviceOf: ({ device, role }, { key }) => {
        const session = device.slice(role.length + 1)
        return role === 'admin' ? { role, session } : { role, session: Number(session), chat: key }
      },
    },
    absent,
    announce: (conversation, message) => audience.messageStored(conversation, message, null),
    clock,
    random: secureRandom,
    adminName: config.adminName,
    rules: { ringTimeoutMs: config.ringTimeoutMs, callLostMs: config.callLostMs },
    ringLimits: callLimits.rings.map(createWindowLimit),
    candidateLimit: createWindowLimit(callLimits.candidates),
    isRelayOnly: config.ice.transportPolicy === 'relay',
    onFault: (fault) => faults.count('ws', fault),
    onEnd: ({ outcome, video, acceptedAt, endedAt }) =>
      log.info('call_ended', {
        outcome,
        video,
        duration_s: acceptedAt === null ? 0 : Math.max(0, Math.floor(((endedAt ?? acceptedAt) - acceptedAt) / 1000)),
      }),
  })

/** The frames of `/call`. */
export const wireCalls = ({ clock, log, store }: Parts, switchboard: Switchboard) => {
  const mayLog = createWindowLimit(callLimits.loggedRefusals)
  return {
    callHandlers: createCallHandlers({ store, switchboard }),
    onCallRefused: (event: string, role: string, code: string): void => {
      if (mayLog.take('all', clock()).ok) log.info('call_refused', { call_event: event, role, code })
    },
  }
}

/** A session that is over is at no end of a call any more. */
export const withTheCalled = ({ hub, faults }: Parts, { hangUpDevice }: Pick<Switchboard, 'hangUpDevice'>): Hub => {
  const hangUp = (device: string): void => void hangUpDevice(device).catch((fault) => faults.count('ws', fault))
  return {
    ...hub,
    visitorSessionEnded: (id) => {
      hub.visitorSessionEnded(id)
      hangUp(`user:${id}`)
    },
    adminSessionEnded: (id) => {
      hub.adminSessionEnded(id)
      hangUp(`admin:${id}`)
    },
    adminDeviceEnded: (id) => {
      hub.adminDeviceEnded(id)
      hangUp(`admin:${id}`)
    },
  }
}
