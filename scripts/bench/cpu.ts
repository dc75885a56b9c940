import { readFileSync } from 'node:fs'

// USER_HZ, what Linux counts in towards programs, is 100 on all of its architectures.
const microsecondsPerTick = 10_000

/** CPU time since the start, in µs: of one process with all its threads, of this one, and of the whole machine. */
export type CpuSample = { serverUs: number; generatorUs: number; machineUs: number }

const ofProcess = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * microsecondsPerTick
}

const ofMachine = (): number => {
  const [, user, nice, system, , , irq, softIrq, steal] = readFileSync('/proc/stat', 'utf8').split(/\s+/, 9).map(Number)
  return ((user ?? 0) + (nice ?? 0) + (system ?? 0) + (irq ?? 0) + (softIrq ?? 0) + (steal ?? 0)) * microsecondsPerTick
}

export const sampleCpu = (serverPid: number): CpuSample => ({
  serverUs: ofProcess(serverPid),
  generatorUs: ofProcess(process.pid),
  machineUs: ofMachine(),
})

/** What was used between two samples; `foreignUs` is neither the server's nor the generator's. */
export const cpuBetween = (from: CpuSample, to: CpuSample) => {
  const serverUs = to.serverUs - from.serverUs
  const generatorUs = to.generatorUs - from.generatorUs
  return { serverUs, generatorUs, foreignUs: Math.max(0, to.machineUs - from.machineUs - serverUs - generatorUs) }
}
