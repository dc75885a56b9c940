import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { findInstalled, screen } from '#scripts/browsers/browser'

/** A screen of its own, in pixels; `display` is its name. */
export const startScreen = async (width: number, height: number): Promise<{ display: string; end: () => void }> => {
  const path = process.env.XVFB_PATH ?? findInstalled(screen) ?? 'Xvfb'
  const child = spawn(path, ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const output = child.stdio[3]
  if (!output || !('on' in output)) throw new Error('Xvfb has no output')
  const [number] = await once(createInterface({ input: output as NodeJS.ReadableStream }), 'line')
  return { display: `:${number}`, end: () => void child.kill() }
}
