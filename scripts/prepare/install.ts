import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stampOf } from '#scripts/build/stamp'

const stampFile = (root: string): string => join(root, 'node_modules/.installed')
const wanted = (root: string): string => stampOf(['package.json', 'bun.lock'].map((name) => join(root, name)))

const installed = (root: string): string | undefined => {
  try {
    return readFileSync(stampFile(root), 'utf8')
  } catch {
    return undefined
  }
}

/** True where node_modules was installed from just this package.json and bun.lock. */
export const isInstalled = (root: string): boolean => installed(root) === wanted(root)

/**
 * Installs what bun.lock says, with no package's scripts run, and says whether there was something to do.
 * Imports nothing from node_modules.
 */
export const install = async (root: string): Promise<boolean> => {
  if (isInstalled(root)) return false
  const bun = Bun.spawn([process.execPath, 'install', '--frozen-lockfile', '--ignore-scripts'], {
    cwd: root,
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if ((await bun.exited) !== 0) throw new Error('bun install failed')
  writeFileSync(stampFile(root), wanted(root))
  return true
}
