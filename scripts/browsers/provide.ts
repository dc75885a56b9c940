import { existsSync } from 'node:fs'
import { inRoot, root } from '#scripts/root'
import { type Browser, findInstalled } from './browser.ts'

const succeeds = async (command: readonly string[]): Promise<boolean> => {
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    return (await Bun.spawn([...command], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }).exited) === 0
  } catch {
    return false
  }
}

/** What to put before a command to run it as root; undefined where we may not. */
const asRoot = async (): Promise<readonly string[] | undefined> => {
  if (process.getuid?.() === 0) return []
  return Bun.which('sudo') && (await succeeds(['sudo', '--non-interactive', 'true']))
    ? ['sudo', '--non-interactive']
    : undefined
}

const installByApt = async ({ packages, service }: Browser): Promise<boolean> => {
  const sudo = Bun.which('apt-get') ? await asRoot() : undefined
  if (!sudo) return false
  const apt = [...sudo, 'apt-get']
  const isInstalled =
    (await succeeds([...apt, 'update'])) &&
    (await succeeds([...apt, 'install', '-y', '--no-install-recommends', ...packages]))
  if (service && Bun.which('systemctl')) await succeeds([...sudo, 'systemctl', 'disable', '--now', service])
  return isInstalled
}

const starts = async (path: string, probe: string): Promise<boolean> => {
  const { exited } = Bun.spawn([path, probe], { stdio: ['ignore', 'ignore', 'ignore'] })
  return (await exited) === 0
}

// Ubuntu's `chromium-browser` may be a stub that only asks for a snap.
const working = async (browser: Browser): Promise<string | undefined> => {
  const path = findInstalled(browser)
  return path && (await starts(path, browser.probe ?? '--version')) ? path : undefined
}

const downloaded = async ({ download }: Browser): Promise<string | undefined> => {
  if (!download) return undefined
  const { chromium, firefox, webkit } = await import('@playwright/test')
  const type = [chromium, firefox, webkit].find((one) => one.name() === download)
  if (!type) return undefined
  const has = (): boolean => existsSync(type.executablePath())
  if (!has()) await succeeds([process.execPath, inRoot('node_modules/playwright/cli.js'), 'install', download])
  return has() ? type.executablePath() : undefined
}

/** The path of a browser that starts: the installed one, else by apt, else Playwright's own; refuses by naming the packages. */
export const provide = async (browser: Browser): Promise<string> => {
  const installed = await working(browser)
  if (installed) return installed
  const path = ((await installByApt(browser)) && (await working(browser))) || (await downloaded(browser))
  if (path) return path
  throw new Error(`${browser.name} is needed for the tests; on Debian: apt install ${browser.packages.join(' ')}`)
}
