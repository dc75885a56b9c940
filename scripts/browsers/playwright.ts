import { countsOfPlaywright } from '#scripts/check/reports'
import { countTests, type Step, show } from '#scripts/check/steps'
import { inRoot } from '#scripts/root'
import { chromium } from './browser.ts'
import { provide } from './provide.ts'

const leastNodeMajor = 20

/** Playwright is at home in Node; without a fit one Bun runs it too. */
const runtime = (): string => {
  const node = Bun.which('node')
  const version = node ? Bun.spawnSync([node, '--version']).stdout.toString() : ''
  return node && Number(version.match(/^v(\d+)/)?.[1] ?? 0) >= leastNodeMajor ? node : process.execPath
}

/** The report is written where the config says. */
export const browserTests: Step = {
  name: 'Browser tests: Playwright',
  run: async () => {
    const env = { CHROMIUM_PATH: await provide(chromium), BUN_PATH: process.execPath }
    const cli = inRoot('node_modules/@playwright/test/cli.js')
    const config = inRoot('tests/browser/playwright.config.ts')
    const command = [runtime(), cli, 'test', '--pass-with-no-tests', '-c', config]
    return countTests(() => show(command, env), inRoot('.cache/browser-tests.json'), countsOfPlaywright)
  },
}
