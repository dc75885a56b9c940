import type { Side } from '#protocol/messages'
import type { Clock } from './clock.ts'
import { storage } from './storage.ts'

const quietMs = 30 * 24 * 60 * 60_000
const installed = 'installed'

/** What this browser remembers of installing a side's app: that it was done, or when the person did not want to hear of it. */
export const createInstallMemory = (side: Side, { now }: Pick<Clock, 'now'>) => {
  const key = `konusma:install:${side}`
  return {
    isInstalled: (): boolean => storage.read(key) === installed,
    keepInstalled: (): void => storage.write(key, installed),
    /** A browser offers an app only while it is not there. */
    forgetInstalled: (): void => {
      if (storage.read(key) === installed) storage.remove(key)
    },
    isQuiet: (): boolean => {
      const sinceMs = now() - Number(storage.read(key) ?? Number.NEGATIVE_INFINITY)
      return sinceMs >= 0 && sinceMs < quietMs
    },
    keepQuiet: (): void => {
      if (storage.read(key) !== installed) storage.write(key, String(now()))
    },
  }
}
