import type { Outcome } from '#protocol/refusals'
import type { SwitchboardPorts } from '#server/actions/call/ports'
import { createSwitchboard } from '#server/actions/call/switchboard'
import type { Socket } from '#server/domain/call'
import { createWindowLimit } from '#server/domain/rate-limit'
import { secureRandom } from '#server/random'
import type { Device } from '#server/store/device-ports'
import { StorageFault, type Store } from '#server/store/ports'
import { afterwards } from './cleanup.ts'

/** The real store, whose disk is full for the ends of calls while `reason` is set. */
export const withFullDisk = (store: Store) => {
  const disk = {
    reason: null as 'full' | 'unavailable' | null,
    store: {
      ...store,
      calls: {
        ...store.calls,
        end: (...asked: Parameters<Store['calls']['end']>) =>
          disk.reason ? Promise.reject(new StorageFault(disk.reason, null)) : store.calls.end(...asked),
      },
    },
  }
  return disk
}

type Asked = Partial<Pick<SwitchboardPorts, 'clock' | 'rules' | 'onFault'>>

/** Calls between sockets that are names alone, over a real store. */
export const openSwitchboard = (store: Store, { clock = Date.now, rules, onFault }: Asked = {}) => {
  const visitor: Socket = { role: 'user', device: 'user:1' }
  const desk: Socket = { role: 'admin', device: 'admin:a' }
  const said: { to: Socket; event: string; data: Record<string, unknown> }[] = []
  const hearing = new Set<() => void>()
  const cards: string[] = []
  const tellAll = (): void => {
    for (const look of hearing) look()
  }
  const until = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) {
      const { promise, resolve } = Promise.withResolvers<void>()
      hearing.add(resolve)
      await promise
      hearing.delete(resolve)
    }
  }
  const switchboard = createSwitchboard({
    store,
    lines: {
      send: (to, frame) => {
        said.push({ to, ...JSON.parse(frame) })
        tellAll()
      },
      admins: () => [desk],
      deviceOf: ({ role }, { key }): Device =>
        role === 'admin' ? { role, session: 'a' } : { role, session: 1, chat: key },
    },
    absent: { tellOfCall: async () => undefined, tellOfMissed: async () => undefined },
    announce: (_, { call }) => {
      cards.push(call?.outcome ?? '')
      tellAll()
    },
    clock,
    random: secureRandom,
    adminName: 'Muhsin',
    rules: rules ?? { ringTimeoutMs: 60_000, callLostMs: 30_000 },
    ringLimits: [createWindowLimit({ most: 100, windowMs: 1000 })],
    candidateLimit: createWindowLimit({ most: 300, windowMs: 1000 }),
    isRelayOnly: false,
    onFault:
      onFault ??
      ((fault) => {
        throw fault
      }),
    onEnd: () => undefined,
  })
  afterwards(() => switchboard.stop())

  /** What a request is answered with. */
  const asked = async (ask: (answer: (outcome: Outcome<object>) => void) => Promise<void>): Promise<object> => {
    let outcome: Outcome<object> | null = null
    await ask((given) => {
      outcome = given
    })
    return outcome ?? {}
  }
  return { switchboard, visitor, desk, said, cards, until, asked }
}
