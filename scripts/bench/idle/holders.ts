import { inRepository, startDialogue } from '#scripts/bench/processes'
import { type Held, type Holding, held } from './job.ts'
import { openFilesFor } from './room.ts'

const processes = 4

/** Whole numbers that differ by at most one and make up `total`. */
export const shareOut = (total: number, shares: number): number[] =>
  Array.from({ length: shares }, (_, nth) => Math.floor(total / shares) + (nth < total % shares ? 1 : 0))

type Wanted = Pick<Holding, 'dialect' | 'origin' | 'sockets' | 'visitors'>

/** Opens all sockets from a few processes; resolves once they are open. `release` closes them and throws if one was lost. */
export const openSockets = async (wanted: Wanted, cwd: string): Promise<{ release: () => Promise<void> }> => {
  const visitors = shareOut(wanted.visitors, processes)
  const holders = shareOut(wanted.sockets, processes).map((sockets, nth) => {
    const firstVisitor = visitors.slice(0, nth).reduce((sum, share) => sum + share, 0)
    return startHolder({ ...wanted, sockets, visitors: visitors[nth] ?? 0, firstVisitor }, cwd)
  })
  await Promise.all(holders.map(({ opened }) => opened()))
  return { release: async () => void (await Promise.all(holders.map(({ release }) => release()))) }
}

const startHolder = (holding: Holding, cwd: string) => {
  const command = [process.execPath, inRepository('scripts/bench/idle/holder.ts'), JSON.stringify(holding)]
  const child = startDialogue(command, { cwd, openFiles: openFilesFor(holding.sockets) })
  const next = readLines(child.stdout)
  return {
    opened: async () => requireAll(holding, await next()),
    release: async () => {
      await child.stdin.end()
      requireAll(holding, await next())
      await child.exited
    },
  }
}

const readLines = (stdout: ReadableStream<Uint8Array>): (() => Promise<string>) => {
  const reader = stdout.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  return async () => {
    while (!rest.includes('\n')) {
      const { value, done } = await reader.read()
      if (done) throw new Error('a process that holds idle sockets ended')
      rest += decoder.decode(value, { stream: true })
    }
    const [line = '', ...others] = rest.split('\n')
    rest = others.join('\n')
    return line
  }
}

const requireAll = ({ sockets }: Holding, line: string): void => {
  const { open, unexpected }: Held = held.parse(JSON.parse(line))
  if (open !== sockets || unexpected.length > 0)
    throw new Error(`${open} of ${sockets} idle sockets are open; ${unexpected.join('; ')}`)
}
