import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from '#scripts/browsers/chromium-launch'

const cache = '../../.cache'

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: `${cache}/browser-tests`,
  reporter: [['list'], ['json', { outputFile: `${cache}/browser-tests.json` }]],
  forbidOnly: process.env.CI === 'true',
  retries: 0,
  workers: availableParallelism() > 2 ? 2 : 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 10_000,
    screenshot: 'only-on-failure',
    // A trace of what failed: `--trace retain-on-failure`. Made for every test they take over a tenth of the time.
    trace: 'off',
    // Where the worker is what is looked at, a file allows it: each new browser would fetch its whole shell for nothing.
    serviceWorkers: 'block',
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium', launchOptions: chromiumLaunch } }],
})
