import { startProcess, stopProcess } from '#scripts/bench/processes'
import type { Place } from '#scripts/bench/servers'

const patienceMs = 15_000

type Times = { health: number; page: number }

/** Milliseconds from the start of a process to its first good answers, to `/health` and then to `/`; then it is ended. */
export const timeToFirstAnswers = async (command: string[], { folder, port, origin }: Place): Promise<Times> => {
  const startedAt = performance.now()
  const child = startProcess(command, { cwd: folder, env: { HOST: '127.0.0.1', PORT: String(port) } })
  try {
    while (performance.now() - startedAt < patienceMs) {
      const response = await fetch(`${origin}/health`).catch(() => null)
      if (response?.ok) {
        const health = performance.now() - startedAt
        await (await fetch(origin)).text()
        return { health, page: performance.now() - startedAt }
      }
      if (child.exitCode !== null) break
      await Bun.sleep(1)
    }
    throw new Error(`${command.join(' ')} gave no answer`)
  } finally {
    await stopProcess(child)
  }
}
