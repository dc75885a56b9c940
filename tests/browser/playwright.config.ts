import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from '#tests/browser/support/chromium'

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
    trace: 'retain-on-failure',
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium', launchOptions: chromiumLaunch } }],
})
