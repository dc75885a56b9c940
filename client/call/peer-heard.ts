import type { Signal } from './types.ts'

const remembered = 1000

export type Heard = { isNew: (signal: Signal) => boolean }

/** A signal may come by two ways; it counts once. That there are no more candidates is said of each path anew. */
export const createHeard = (most = remembered): Heard => {
  const seen = new Set<string>()

  const isNew = (signal: Signal): boolean => {
    if (signal.type === 'candidate' && signal.candidate === null) return true
    const content = JSON.stringify(signal.type === 'candidate' ? signal.candidate : [signal.type, signal.sdp])
    if (seen.has(content)) return false
    seen.add(content)
    const [oldest] = seen
    if (seen.size > most && oldest !== undefined) seen.delete(oldest)
    return true
  }
  return { isNew }
}
