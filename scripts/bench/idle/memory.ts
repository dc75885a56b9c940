import { readFileSync } from 'node:fs'
import { median } from '#scripts/bench/statistics'

/** Resident bytes of a process: those no file stands behind, which are its own, and all of them. */
export type Memory = { ownBytes: number; residentBytes: number }

/** Reads the text of `/proc/PID/status`. */
export const parseStatus = (status: string): Memory => ({
  ownBytes: bytesOf(status, 'RssAnon'),
  residentBytes: bytesOf(status, 'VmRSS'),
})

const bytesOf = (status: string, name: string): number => {
  const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]
  if (kibibytes === undefined) throw new Error(`/proc tells no ${name} here`)
  return Number(kibibytes) * 1024
}

const samples = 5
const restMs = 1000

/** What is in use once garbage is gone: the median of samples, each a while after a collection. */
export const settledMemory = async (pid: number): Promise<Memory> => {
  const taken: Memory[] = []
  while (taken.length < samples) {
    process.kill(pid, 'SIGUSR2')
    await Bun.sleep(restMs)
    taken.push(parseStatus(readFileSync(`/proc/${pid}/status`, 'utf8')))
  }
  return {
    ownBytes: median(taken.map(({ ownBytes }) => ownBytes)),
    residentBytes: median(taken.map(({ residentBytes }) => residentBytes)),
  }
}
