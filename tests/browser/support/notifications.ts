import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { bus, findInstalled, glibForPython } from '#scripts/browsers/browser'

/** A notification on the desktop. `actions` are its buttons, their keys to their words; the key of the whole is `default`. */
export type OnDesktop = { id: number; title: string; body: string; actions: Record<string, string> }

export type Desktop = {
  /** The address of its bus, for the environment of a browser. */
  busAddress: string
  /** The next one that is shown, or shown anew, under this title. */
  shown: (title: string) => Promise<OnDesktop>
  /** What a finger does: nothing tells the browser that it is not one. */
  press: (id: number, key?: string) => void
  end: () => void
}

type Line = { event: 'ready' | 'closed' } | ({ event: 'shown' } & OnDesktop)

const startBus = async (): Promise<{ address: string; end: () => void }> => {
  const child = spawn(
    process.env.BUS_PATH ?? findInstalled(bus) ?? 'dbus-daemon',
    ['--session', '--nofork', '--print-address'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const [address] = await once(createInterface({ input: child.stdout }), 'line')
  return { address, end: () => void child.kill() }
}

/** A desktop that shows notifications and lets a test press them. */
export const startDesktop = async (): Promise<Desktop> => {
  const { address, end } = await startBus()
  const child = spawn(
    process.env.PYTHON_PATH ?? findInstalled(glibForPython) ?? 'python3',
    [join(import.meta.dirname, 'notification-daemon.py')],
    { env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address }, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout })
  const seen: OnDesktop[] = []
  let heard = (): void => undefined
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (text) => {
      const line: Line = JSON.parse(text)
      if (line.event === 'ready') resolve()
      if (line.event === 'shown') seen.push(line)
      heard()
    })
  })
  await ready

  const shown = async (title: string): Promise<OnDesktop> => {
    const at = seen.findIndex((one) => one.title === title)
    const [found] = at >= 0 ? seen.splice(at, 1) : []
    if (found) return found
    await new Promise<void>((resolve) => (heard = resolve))
    return shown(title)
  }

  return {
    busAddress: address,
    shown,
    press: (id, key = 'default') => void child.stdin.write(`${JSON.stringify({ id, key })}\n`),
    end: () => {
      child.kill()
      end()
    },
  }
}
