import { countsOfPlaywright } from '#scripts/check/reports'
import { countTests, type Step, show } from '#scripts/check/steps'
import { inRoot } from '#scripts/root'
import { bus, chromium, firefox, glibForPython, screen, webkit } from './browser.ts'
import { provide } from './provide.ts'

const leastNodeMajor = 20

/** Playwright is at home in Node; without a fit one Bun runs it too. */
const runtime = (): string => {
  const node = Bun.which('node')
  const version = node ? Bun.spawnSync([node, '--version']).stdout.toString() : ''
  return node && Number(version.match(/^v(\d+)/)?.[1] ?? 0) >= leastNodeMajor ? node : process.execPath
}

/** Runs what that config names; resolves to the exit code. */
export const runPlaywright = (config: string, env: Record<string, string>): Promise<number> => {
  const cli = inRoot('node_modules/@playwright/test/cli.js')
  const command = [runtime(), cli, 'test', '--pass-with-no-tests', '-c', inRoot(config)]
  return show(command, { BUN_PATH: process.execPath, ...env })
}

/** The report is written where the config says. */
export const browserTests: Step = {
  name: 'Browser tests: Playwright',
  run: async () => {
    const env = {
      CHROMIUM_PATH: await provide(chromium),
      FIREFOX_PATH: await provide(firefox),
      WEBKIT_DRIVER_PATH: await provide(webkit),
      XVFB_PATH: await provide(screen),
      BUS_PATH: await provide(bus),
      PYTHON_PATH: await provide(glibForPython),
    }
    const run = () => runPlaywright('tests/browser/playwright.config.ts', env)
    return countTests(run, inRoot('.cache/browser-tests.json'), countsOfPlaywright)
  },
}
