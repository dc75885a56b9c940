import { dialects } from '#scripts/bench/clients/dialects'
import { cpuBetween, sampleCpu } from './cpu.ts'
import { type Job, job, type LoadResult } from './job.ts'
import { createLoad, type Load } from './load.ts'
import { quantile } from './statistics.ts'
import { createTally, type Tally } from './tally.ts'

// The process that puts the load on: everything of it but the server. Usage: bun generator.ts JOB, a line of JSON out.

const settleWithinMs = 5000
const lookForDoublesMs = 100

const run = async (given: Job): Promise<LoadResult> => {
  const tally = createTally()
  const load = await createLoad(dialects[given.dialect], given, given.conversations, tally)
  load.start()
  await Bun.sleep(given.warmUpMs)
  const window = await measureWindow(given, tally)
  load.stop()
  await settle(load, tally)
  load.close()
  return { ...window, sent: load.counts().sent, ...tally.faults() }
}

const measureWindow = async ({ serverPid, windowMs }: Job, tally: Tally) => {
  const before = sampleCpu(serverPid)
  const startedAt = performance.now()
  tally.startWindow()
  await Bun.sleep(windowMs)
  tally.endWindow()
  const elapsedMs = performance.now() - startedAt
  const cpu = cpuBetween(before, sampleCpu(serverPid))
  const acksMs = Float64Array.from(tally.acksMs()).sort()
  return {
    acked: acksMs.length,
    elapsedMs,
    ackP50Ms: quantile(acksMs, 0.5),
    ackP99Ms: quantile(acksMs, 0.99),
    ...cpu,
  }
}

const settle = async (load: Load, tally: Tally): Promise<void> => {
  const deadline = performance.now() + settleWithinMs
  const isWaiting = () => load.counts().unacked + load.counts().undelivered > 0
  while (isWaiting() && performance.now() < deadline) await Bun.sleep(5)
  const { unacked, undelivered } = load.counts()
  if (unacked + undelivered > 0) tally.fault(`missing at the end: ${unacked} acks, ${undelivered} deliveries`)
  await Bun.sleep(lookForDoublesMs)
}

console.log(JSON.stringify(await run(job.parse(JSON.parse(process.argv[2] ?? '')))))
process.exit(0)
