import { readConfig } from '#server/config'
import { createFaults } from '#server/faults'
import { createLog } from '#server/log'
import { startServer } from '#server/server'

const stopWithinMs = 2500

export const serve = async (): Promise<void> => {
  // Conversations and keys are nobody else's on this machine.
  process.umask(0o077)
  const config = readConfig(process.env)
  process.env.TZ = config.timeZone
  const log = createLog(config.logLevel)
  // A rejected promise that nobody awaits would end the process and every conversation with it.
  const faults = createFaults(log)
  process.on('unhandledRejection', (fault) => faults.count('process', fault))
  process.on('uncaughtException', (fault) => faults.count('process', fault))

  const starting = startServer(config, { log, faults })
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(0), stopWithinMs)
    await (await starting).stop()
    process.exit(0)
  }
  // A terminal and a runner both pass the signal on: it may come twice.
  let isStopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (!isStopping) void stop()
      isStopping = true
    })
  await starting
}
